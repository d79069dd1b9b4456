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

/** Whoever dispatches finds the words in the inbox, takes them in and orders the lamps' office. */
async function dispatched(browser: Browser, text: string, javaScript = true): Promise<string> {
  const page = await somebody(browser, "dispatcher", javaScript);
  await page.goto("/desk?queue=intake");
  let next = page.locator("a[rel=next]");
  while ((await page.getByText(text).count()) === 0 && (await next.count()) > 0) {
    await next.click();
    next = page.locator("a[rel=next]");
  }
  await page.getByText(text).first().click();
  const address = new URL(page.url()).pathname;
  await act(page, "accept", async () => {
    await page.locator("[name=accept-category]").selectOption("0408");
  });
  await act(page, "dispatch", async () => {
    const lead = page.locator("[name=dispatch-lead] option", { hasText: /照明|Lighting/ }).first();
    await page.locator("[name=dispatch-lead]").selectOption(await lead.getAttribute("value"));
  });
  await page.context().close();
  return address;
}

async function answer(page: Page, words: string): Promise<void> {
  await act(page, "start");
  await act(page, "answer", async () => {
    await page.locator("[name=answer-outcome][value=solved]").check();
    await page.locator("[name=answer-text]").fill(words);
  });
}

async function call(page: Page, address: string, result: string, rating: string): Promise<void> {
  await page.goto(address.replace("/desk/matters/", "/desk/call/"));
  await page.locator(`[name=result][value=${result}]`).check();
  await page.locator("[name=rating]").selectOption(rating);
  await page.locator("form.card button.primary").click();
  await page.waitForURL(/\/desk\/call/);
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

    const address = await dispatched(browser, text, javaScript);

    const handler = await somebody(browser, "handler-lighting", javaScript);
    await handler.goto(address);
    await act(handler, "acknowledge");
    await act(handler, "contact", async () => {
      await handler.locator("[name=contact-reached][value=yes]").check();
    });
    await answer(handler, "已更换灯具，当晚试亮正常。");
    await handler.context().close();

    const caller = await somebody(browser, "caller", javaScript);
    await caller.goto(address.replace("/desk/matters/", "/desk/call/"));
    await expect(caller.getByText("已更换灯具").first()).toBeVisible();
    await call(caller, address, "solved", "content");
    await caller.goto(address);
    await act(caller, "close");
    await expect(caller.locator(".badge.ok").first()).toBeVisible();
    await caller.context().close();
  });
}

test("from a resident's phone to the echo that the resident confirms, with one round too many", async ({
  page,
  browser,
}) => {
  const text = `五号楼后面的路灯不亮 ${Date.now()}`;
  await page.goto("/report");
  await page.locator("#f-what").fill(text);
  await page.locator("#f-unknown_place").check();
  await page.locator("#f-phone").fill("13800002222");
  await page.locator("#report button.primary").click();
  await expect(page).toHaveURL(/\/receipt\/[0-9A-Za-z]{11}$/);
  const code = page.url().split("/").pop() ?? "";

  const address = await dispatched(browser, text);
  await page.goto(`/echo/${code}`);
  await expect(page.locator("main")).toContainText(/照明|Lighting/);

  const handler = await somebody(browser, "handler-lighting");
  await handler.goto(address);
  await act(handler, "acknowledge");
  await act(handler, "contact", async () => {
    await handler.locator("[name=contact-reached][value=yes]").check();
  });
  await answer(handler, "灯泡已经换了。");

  // Somebody else asks, and it is not solved: it goes back with its history.
  const caller = await somebody(browser, "caller");
  await call(caller, address, "not_solved", "not_content");
  await page.goto(`/echo/${code}`);
  await expect(page.locator("#confirm")).toHaveCount(0);
  await handler.goto(address);
  await answer(handler, "线路也查过了，接头重做，连亮三晚。");
  await handler.context().close();

  // This time the resident says so on the page.
  await page.goto(`/echo/${code}`);
  await expect(page.locator("main")).toContainText("连亮三晚");
  await page.locator("#confirm input[name=result][value=solved]").check();
  await page.locator("#confirm input[name=rating][value=content]").check();
  await page.locator("#confirm button.primary").click();
  await expect(page.locator(".flash")).toBeVisible();
  await expect(page.locator("#confirm")).toHaveCount(0);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await caller.goto(address);
  await act(caller, "close");
  await caller.context().close();
  await page.goto(`/echo/${code}`);
  await expect(page.locator(".badge.ok").first()).toBeVisible();
});

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
