// The desk in a real browser: each role's pages, and the loop from the counter to the reporter's
// word, clicked through by four people.

import { type Browser, expect, type Page, test } from "@playwright/test";

import { expectAccessible, expectLargeTargets, expectNoSidewaysScroll } from "../support/quality";

const PASSWORD = "Huiyin-demo-2026";

async function signIn(page: Page, login: string): Promise<void> {
  await page.goto("/sign-in");
  await page.locator("input[name=login]").fill(login);
  await page.locator("input[type=password]").fill(PASSWORD);
  await page.locator("main form button").first().click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}

/** Somebody else at another computer. */
async function somebody(browser: Browser, login: string, javaScript = true): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: javaScript });
  const page = await context.newPage();
  await signIn(page, login);
  return page;
}

const PAGES: Record<string, string[]> = {
  clerk: ["/desk", "/desk/new"],
  dispatcher: ["/desk", "/desk?queue=intake", "/desk/list-dispatch", "/desk/matters", "/desk/search?q=路灯"],
  "handler-lighting": ["/desk", "/desk/templates", "/desk/notices"],
  caller: ["/desk", "/desk/call"],
  supervisor: ["/desk", "/desk?queue=raised"],
};

for (const [login, paths] of Object.entries(PAGES)) {
  for (const letters of ["standard", "elder"] as const) {
    test(`pages of ${login} in ${letters} letters`, async ({ page, context, baseURL }) => {
      if (letters === "elder") {
        await context.addCookies([{ name: "huiyin_elder", value: "on", url: baseURL ?? "" }]);
      }
      await signIn(page, login);
      for (const path of paths) {
        await test.step(path, async () => {
          const answer = await page.goto(path);
          expect(answer?.status()).toBe(200);
          await expect(page.locator("h1")).toHaveCount(1);
          await expectAccessible(page);
          await expectNoSidewaysScroll(page);
          await expectLargeTargets(page, letters === "elder" ? 60 : 44);
        });
      }
    });
  }
}

test("a matter's page is accessible to whoever dispatches and whoever handles", async ({ page }) => {
  for (const login of ["dispatcher", "handler-lighting"]) {
    await page.context().clearCookies();
    await signIn(page, login);
    await page.goto("/desk");
    await page.locator("[data-open]").first().click();
    await expect(page.locator("#acts")).toBeVisible();
    const folded = page.locator("#acts > div > details:not([open]) > summary");
    while ((await folded.count()) > 0) await folded.first().click();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await expectLargeTargets(page);
  }
});

/** Opens an act's form, fills it in and sends it. */
async function act(page: Page, name: string, fill?: () => Promise<void>): Promise<void> {
  const form = page.locator(`#act-${name}`);
  if ((await form.getAttribute("open")) === null) await form.locator("summary").first().click();
  await fill?.();
  await form.locator(`form .actions button`).first().click();
  await page.waitForURL(/done=desk-/);
}

for (const javaScript of [true, false]) {
  test(`the loop is walked by four people, ${javaScript ? "with" : "without"} JavaScript`, async ({ browser }) => {
    const text = `三号楼门厅路灯不亮 ${Date.now()}`;
    const clerk = await somebody(browser, "clerk", javaScript);
    await clerk.goto("/desk/new");
    await clerk.locator("[name=text]").fill(text);
    await clerk.locator("[name=phone]").fill("13800001111");
    await clerk.locator("main form.form button.primary").click();
    await expect(clerk.locator(".echo-code strong")).toHaveText(/^[0-9A-Z]{4}-/);
    await clerk.context().close();

    const dispatcher = await somebody(browser, "dispatcher", javaScript);
    await dispatcher.goto("/desk?queue=intake");
    let next = dispatcher.locator("a[rel=next]");
    while ((await dispatcher.getByText(text).count()) === 0 && (await next.count()) > 0) {
      await next.click();
      next = dispatcher.locator("a[rel=next]");
    }
    await dispatcher.getByText(text).first().click();
    const address = new URL(dispatcher.url()).pathname;
    await act(dispatcher, "accept", async () => {
      await dispatcher.locator("[name=accept-category]").selectOption("0408");
    });
    await act(dispatcher, "dispatch", async () => {
      const lead = dispatcher.locator("[name=dispatch-lead] option", { hasText: /照明|Lighting/ }).first();
      await dispatcher.locator("[name=dispatch-lead]").selectOption(await lead.getAttribute("value"));
    });
    await dispatcher.context().close();

    const handler = await somebody(browser, "handler-lighting", javaScript);
    await handler.goto(address);
    await act(handler, "acknowledge");
    await act(handler, "contact", async () => {
      await handler.locator("[name=contact-reached][value=yes]").check();
    });
    await act(handler, "start");
    await act(handler, "answer", async () => {
      await handler.locator("[name=answer-outcome][value=solved]").check();
      await handler.locator("[name=answer-text]").fill("已更换灯具，当晚试亮正常。");
    });
    await handler.context().close();

    const caller = await somebody(browser, "caller", javaScript);
    await caller.goto(address.replace("/desk/matters/", "/desk/call/"));
    await expect(caller.getByText("已更换灯具").first()).toBeVisible();
    await caller.locator("[name=result][value=solved]").check();
    await caller.locator("[name=rating]").selectOption("content");
    await caller.locator("form.card button.primary").click();
    await caller.waitForURL(/\/desk\/call/);
    await caller.goto(address);
    await act(caller, "close");
    await expect(caller.locator(".badge.ok").first()).toBeVisible();
    await caller.context().close();
  });
}

test("the inbox is worked by keyboard", async ({ page }) => {
  await signIn(page, "dispatcher");
  await page.goto("/desk?queue=intake");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await expect(page.locator("[data-selected-count]")).toHaveText("1");
  await page.keyboard.press("/");
  await expect(page.locator("#q")).toBeFocused();
  await page.locator("#q").blur();
  await page.keyboard.press("?");
  await expect(page.locator("#keys")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/desk\/matters\//);
});
