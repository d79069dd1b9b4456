// The two ways that everybody must be able to go, with Tab, Enter and Space alone: to raise a
// matter, and to say whether its answer was one. With the bundled script and without any.

import { expect, test } from "@playwright/test";

import { tabTo } from "../support/keys";
import { answeredMatter } from "../support/people";

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? "with" : "without";

  test(`a matter is raised by keyboard, ${how} JavaScript`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({ baseURL, javaScriptEnabled, locale: "zh-CN" });
    const page = await context.newPage();
    await page.goto("/");
    await page.keyboard.press("Tab");
    await expect(page.locator("a.skip"), "the first stop leads past the head of the page").toBeFocused();
    await page.keyboard.press("Enter");
    await tabTo(page, "main a.button.primary[href='/report']");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/report$/);

    await tabTo(page, "#f-what");
    await page.keyboard.type("三号楼门口的路灯不亮，晚上看不清台阶");
    await tabTo(page, "#f-unknown_place");
    await page.keyboard.press("Space");
    await expect(page.locator("#f-unknown_place")).toBeChecked();
    await tabTo(page, "#report .actions button.primary");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/receipt\/[0-9A-Za-z]{11}$/);
    await expect(page.locator(".echo-code strong")).toBeVisible();
    await context.close();
  });

  test(`an echo is confirmed by keyboard, ${how} JavaScript`, async ({ browser, baseURL }) => {
    const { code } = await answeredMatter(`五号楼后门的路灯不亮 ${Date.now()}`);
    const context = await browser.newContext({ baseURL, javaScriptEnabled, locale: "zh-CN" });
    const page = await context.newPage();
    await page.goto("/");
    await tabTo(page, "#f-code");
    await page.keyboard.type(code);
    await page.keyboard.press("Enter");
    await page.waitForURL(new RegExp(`/echo/${code}$`));

    await tabTo(page, "#confirm input[name=result]");
    await page.keyboard.press("Space");
    await expect(page.locator("#confirm input[name=result]:checked")).toHaveCount(1);
    await tabTo(page, "#confirm input[name=rating]");
    await page.keyboard.press("Space");
    await tabTo(page, "#confirm .actions button.primary");
    await page.keyboard.press("Enter");
    await page.waitForURL(/done=/);
    await expect(page.locator(".flash")).toBeVisible();
    await expect(page.locator("#confirm")).toHaveCount(0);
    await context.close();
  });
}

test("a form with mistakes is mended by keyboard", async ({ page }) => {
  await page.goto("/report");
  await tabTo(page, "#f-what");
  await page.keyboard.type("门口的井盖响");
  await tabTo(page, "#report .actions button.primary");
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-errors]")).toBeFocused();
  await tabTo(page, "[data-errors] a");
  await page.keyboard.press("Enter");
  await expect(page.locator("#f-place, #f-what").first()).toBeVisible();
  await tabTo(page, "#f-unknown_place");
  await page.keyboard.press("Space");
  await tabTo(page, "#report .actions button.primary");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/receipt\//);
});

test("elder mode is chosen at the sign-in and stays, on errors too", async ({ page, context }) => {
  await page.goto("/sign-in");
  const switched = page.locator("html[data-elder=on]");
  await expect(switched).toHaveCount(0);
  await tabTo(page, "button[name=elder]");
  await page.keyboard.press("Enter");
  await expect(switched).toHaveCount(1);
  await expect(page, "one stays where one was").toHaveURL(/\/sign-in$/);
  for (const path of ["/", "/report", "/board", "/no-such-page", "/echo/ABCD-EFGH-JK-M"]) {
    await page.goto(path);
    await expect(switched, path).toHaveCount(1);
  }
  const kept = (await context.cookies()).find((cookie) => cookie.name.endsWith("huiyin_elder"));
  const days = ((kept?.expires ?? 0) * 1000 - Date.now()) / 86_400_000;
  expect(days, "days that the browser keeps it").toBeGreaterThan(300);
  await page.locator("button[name=elder]").click();
  await expect(switched).toHaveCount(0);
});
