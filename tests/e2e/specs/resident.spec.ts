// A resident's way through the loop, as far as it needs nobody from the desk: report, keep the code,
// follow, write, remind; and the board. In the project's language, on its screen.

import { expect, type Page, test } from "@playwright/test";

import { expectAccessible, expectLargeTargets, expectNoSidewaysScroll } from "../support/quality";

async function expectFit(page: Page): Promise<void> {
  await expect(page.locator("h1")).toHaveCount(1);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await expectLargeTargets(page);
}

async function report(page: Page, what: string): Promise<string> {
  await page.goto("/report");
  await page.locator("#f-what").fill(what);
  await page.locator("#f-unknown_place").check();
  await page.locator("#report button.primary").click();
  await expect(page).toHaveURL(/\/receipt\/[0-9A-Za-z]{11}$/);
  return page.url().split("/").pop() ?? "";
}

test("a report brings a code, and the code its page", async ({ page }) => {
  await page.goto("/");
  await page.locator("a.button.primary").click();
  await expect(page).toHaveURL(/\/report$/);
  const code = await report(page, "三号楼门口的路灯不亮，晚上看不清台阶");
  await expect(page.locator(".echo-code strong")).toHaveText(/^[0-9A-Z-]{11,16}/i);
  await expectFit(page);

  await page.goto("/follow");
  await page.locator("#f-code").fill(code.toLowerCase());
  await page.locator("main form button.primary").click();
  await expect(page).toHaveURL(new RegExp(`/echo/${code}$`));
  await expect(page.locator("main")).toContainText("三号楼门口的路灯不亮");
  await expectFit(page);

  await page.goto(`/echo/${code}/slip`);
  await expect(page.locator(".slip-qr svg")).toBeVisible();
  await expectFit(page);
});

test("writing, reminding and taking back", async ({ page }) => {
  const code = await report(page, "小区健身器材的踏板断了");
  await page.goto(`/echo/${code}`);
  await page.locator("#f-message").fill("今天又有孩子绊倒");
  await page.locator("#message button").click();
  await expect(page.locator(".flash")).toBeVisible();
  await expect(page.locator(".timeline")).toContainText("今天又有孩子绊倒");

  await page.locator("#chase summary").click();
  await page.locator("#chase button").click();
  await expect(page.locator(".flash")).toBeVisible();
  await expect(page.locator("#chase")).toHaveCount(0);

  await page.locator("#withdraw summary").click();
  await page.locator("#withdraw button").click();
  await expect(page.locator(".flash")).toBeVisible();
  await expect(page.locator("#message")).toHaveCount(0);
  await expectFit(page);
});

test("words of danger show the numbers before anything is taken", async ({ page }) => {
  await page.goto("/report");
  await page.locator("#f-what").fill("五楼厨房着火了，有浓烟");
  await page.locator("#f-unknown_place").check();
  await page.locator("#report button.primary").click();
  await expect(page.locator(".emergency a[href='tel:119']")).toBeVisible();
  await expect(page.locator("#f-what")).toHaveValue("五楼厨房着火了，有浓烟");
  await expectFit(page);
  await page.locator("button[name=anyway]").click();
  await expect(page).toHaveURL(/\/receipt\//);
});

test("two things in one report become two matters", async ({ page }) => {
  await page.goto("/report");
  await page.locator("#f-what").fill("楼下路灯坏了一个多月。另外垃圾桶一直没有人清运，臭得很");
  await page.locator("#f-unknown_place").check();
  await page.locator("#report button.primary").click();
  await expect(page.locator("#f-first")).toHaveValue(/路灯/);
  await expect(page.locator("#f-second")).toHaveValue(/垃圾桶/);
  await expectFit(page);
  await page.locator("button[name=parts][value=two]").click();
  await expect(page.locator(".echo-code")).toHaveCount(2);
});

test("a form with mistakes comes back with everything in it", async ({ page }) => {
  await page.goto("/report");
  await page.locator("#f-what").fill("门口的井盖响");
  await page.locator("#f-phone").fill("问我妈");
  await page.locator("#report button.primary").click();
  await expect(page.locator("[data-errors] li")).toHaveCount(2);
  await expect(page.locator("#f-what")).toHaveValue("门口的井盖响");
  await expect(page.locator("#f-phone")).toHaveValue("问我妈");
  await expectAccessible(page);
});

test("the map waits until somebody opens it", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto("/report");
  await page.waitForLoadState("networkidle");
  expect(asked.filter((url) => url.includes("map.js"))).toEqual([]);
  await page.locator("#f-map summary").click();
  await expect(page.locator("#f-map canvas, #f-map .hint").first()).toBeVisible();
});

test("a wrong code is met gently", async ({ page }) => {
  const answer = await page.goto("/echo/ABCD-EFGH-JK-M");
  expect(answer?.status()).toBe(404);
  await expect(page.locator("#f-code")).toBeVisible();
  await expectFit(page);
});

test("the board leads to its matters and to open data", async ({ page }) => {
  await page.goto("/board?state=open");
  await expectFit(page);
  for (const path of ["/board.rss", "/board.atom", "/board.csv", "/board.geojson"]) {
    expect((await page.request.get(path)).status(), path).toBe(200);
  }
  const first = page.locator(".list a").first();
  if ((await first.count()) > 0) {
    await first.click();
    await expect(page).toHaveURL(/\/board\/\d{8}-\d+$/);
    await expectFit(page);
  }
});

test("a report is made without JavaScript", async ({ browser, baseURL, locale }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL, locale });
  const page = await context.newPage();
  await report(page, "楼道堆了杂物，走路不方便");
  await expect(page.locator(".echo-code strong")).toBeVisible();
  await page.goto("/paper-form");
  await expect(page.locator(".sheet")).toBeVisible();
  await context.close();
});
