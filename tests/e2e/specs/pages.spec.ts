// Every page that needs no account, in the project's language, in both sizes of letters.

import { expect, test } from "@playwright/test";

import { expectAccessible, expectLargeTargets, expectNoSidewaysScroll } from "../support/quality";

const PUBLIC_PAGES = [
  "/",
  "/report",
  "/echo",
  "/board",
  "/rates",
  "/sign-in",
  "/about",
  "/privacy",
  "/accessibility",
  "/_/style",
];

for (const path of PUBLIC_PAGES) {
  for (const letters of ["standard", "elder"] as const) {
    test(`${path} in ${letters} letters`, async ({ page, context, baseURL }) => {
      if (letters === "elder") {
        await context.addCookies([{ name: "huiyin_elder", value: "on", url: baseURL ?? "" }]);
      }
      const problems: string[] = [];
      page.on("console", (message) => {
        if (message.type() === "error") problems.push(message.text());
      });
      page.on("pageerror", (error) => problems.push(error.message));
      page.on("request", (request) => {
        const url = request.url();
        if (!url.startsWith(baseURL ?? "") && !/^(data|blob):/.test(url)) problems.push(url);
      });

      const answer = await page.goto(path);
      expect(answer?.status()).toBe(200);
      await expect(page.locator("h1")).toHaveCount(1);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await expectLargeTargets(page, letters === "elder" ? 60 : 44);
      expect(problems, "errors of the page, or calls to the outside").toEqual([]);
    });
  }
}

test("the language follows the browser and the switch", async ({ page, locale }) => {
  await page.goto("/");
  const chinese = locale?.startsWith("zh");
  await expect(page.locator("html")).toHaveAttribute("lang", chinese ? "zh-CN" : "en");
  // On a narrow screen the switch may show its icon alone, and then has its title for a name.
  await page.getByRole("button", { name: chinese ? /English/ : /中文/ }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", chinese ? "en" : "zh-CN");
});

test("a page that is not there says so and leads on", async ({ page }) => {
  const answer = await page.goto("/no-such-page");
  expect(answer?.status()).toBe(404);
  await expectAccessible(page);
  await page.getByRole("main").getByRole("link").first().click();
  await expect(page.locator("h1")).toHaveCount(1);
});

test("the desk is not shown without signing in", async ({ page }) => {
  await page.goto("/desk");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("residents' pages work without JavaScript", async ({ browser, baseURL, locale }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL, locale });
  const page = await context.newPage();
  for (const path of PUBLIC_PAGES) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(200);
    await expect(page.locator("main"), path).toBeVisible();
  }
  await context.close();
});
