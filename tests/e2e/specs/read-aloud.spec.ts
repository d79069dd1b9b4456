// What a screen reader is told on the two ways that everybody must be able to go: roles, names,
// states, and what is announced by itself. Read from the accessibility tree, as such a program does.

import { expect, type Page, test } from "@playwright/test";

import { answeredMatter } from "../support/people";

/** Headings in order, without a step left out: how somebody finds the way over a page by ear. */
async function expectOutline(page: Page): Promise<void> {
  const levels = await page.evaluate(() =>
    [...document.querySelectorAll("h1,h2,h3,h4")]
      .filter((it) => it.getClientRects().length > 0)
      .map((it) => Number(it.tagName[1])),
  );
  expect(levels.filter((level) => level === 1)).toHaveLength(1);
  levels.forEach((level, at) => {
    expect(level - (levels[at - 1] ?? level), `heading ${at} of ${levels}`).toBeLessThanOrEqual(1);
  });
}

async function expectLandmarks(page: Page): Promise<void> {
  for (const role of ["banner", "main", "contentinfo"] as const) {
    await expect(page.getByRole(role), role).toHaveCount(1);
  }
  await expect(page.getByRole("navigation").first()).toHaveAccessibleName(/\S/);
}

test("raising a matter, by ear", async ({ page }) => {
  await page.goto("/report");
  await expectLandmarks(page);
  await expectOutline(page);
  const main = page.getByRole("main");
  // In the order in which it is heard: the question, the place, what one wants, and how to be reached.
  await expect(main).toMatchAriaSnapshot(`
    - main:
      - heading "反映问题" [level=1]
      - region "有人身危险？请先打电话"
      - textbox "是什么事？"
      - region "在哪里？":
        - textbox "地址或小区名"
        - checkbox "我说不清在哪里"
      - combobox "您想要什么？"
      - region "怎么联系您？":
        - textbox /电话/
        - textbox /称呼/
      - button "提交"
  `);
  const what = page.locator("#f-what");
  await expect(what).toHaveRole("textbox");
  await expect(what).toHaveAccessibleName(/\S/);
  await expect(what, "the hint is read with the field").toHaveAccessibleDescription(/\S/);
  await expect(what).toHaveAttribute("required", "");

  await what.fill("三号楼门口的路灯不亮");
  await page.locator("#report .actions button.primary").click();
  const alert = page.getByRole("alert").filter({ has: page.getByRole("link") });
  await expect(alert, "what is missing is announced by itself").toHaveCount(1);
  await expect(alert).toBeFocused();
  const place = page.locator("#f-place");
  await expect(place).toHaveAttribute("aria-invalid", "true");
  const sentence = await alert.getByRole("link").first().textContent();
  await expect(place, "and read again at its field").toHaveAccessibleDescription(
    new RegExp((sentence ?? "").trim().replace(/[.*+?^${}()|[\]\\]/g, "\\$&")),
  );

  await page.getByRole("checkbox").first().check();
  await page.locator("#report .actions button.primary").click();
  await page.waitForURL(/\/receipt\//);
  await expectLandmarks(page);
  await expectOutline(page);
  const code = page.locator(".echo-code strong");
  await expect(code, "the code is text, not a picture").toHaveText(/^[0-9A-Za-z-]{11,16}$/);
});

test("danger is announced with its numbers", async ({ page }) => {
  await page.goto("/report");
  await page.locator("#f-what").fill("五楼厨房着火了，有浓烟");
  await page.locator("#f-unknown_place").check();
  await page.locator("#report button.primary").click();
  const alert = page.getByRole("alert").filter({ has: page.getByRole("heading") });
  await expect(alert).toHaveCount(1);
  await expect(alert.getByRole("link", { name: /119/ })).toHaveAttribute("href", "tel:119");
});

test("confirming an echo, by ear", async ({ page }) => {
  const { code } = await answeredMatter(`七号楼旁的路灯不亮 ${Date.now()}`);
  await page.goto(`/echo/${code}`);
  await expectLandmarks(page);
  await expectOutline(page);
  const asked = page.getByRole("region").filter({ has: page.locator("#confirm-head") });
  await expect(asked).toHaveAccessibleName(/\S/);
  await expect(asked, "the answer is read before the question").toContainText("已更换灯具");
  const solved = asked.getByRole("group").first();
  await expect(solved).toHaveAccessibleName(/\S/);
  const choices = solved.getByRole("radio");
  expect(await choices.count()).toBeGreaterThanOrEqual(3);
  for (const choice of await choices.all()) await expect(choice).toHaveAccessibleName(/\S/);
  await choices.first().check();
  await asked.getByRole("button").click();
  await page.waitForURL(/done=/);
  await expect(page.getByRole("status").first(), "what was done is announced").toContainText(/\S/);
  await expect(page.getByRole("list").filter({ hasText: "已更换灯具" }).first()).toBeVisible();
});

test("a wrong code is told and can be mended", async ({ page }) => {
  await page.goto("/echo/ABCD-EFGH-JK-M");
  await expectLandmarks(page);
  const field = page.locator("#f-code");
  await expect(field).toHaveRole("textbox");
  await expect(field).toHaveAccessibleName(/\S/);
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveAccessibleDescription(/\S/);
});
