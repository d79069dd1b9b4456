// Ways in beside the password: a passkey that the browser keeps, and an identity provider that
// others wrote. Both need an address with a name, so a district of its own is served for them.

import { expect, type Page, test } from "@playwright/test";

import { District } from "../support/district";
import { PASSWORD } from "../support/people";
import { CLIENT, provide, SECRET } from "../support/provider";
import { expectAccessible } from "../support/quality";

const base = Number(process.env.HUIYIN_E2E_PORT);
const HOUSE = base + 1;
const PROVIDER = base + 2;
const address = `http://localhost:${HOUSE}`;

let district: District;
let closeProvider: () => Promise<void>;

test.describe.configure({ mode: "serial" });
test.use({ baseURL: address });

test.beforeAll(async () => {
  test.setTimeout(240_000);
  closeProvider = await provide(PROVIDER, `${address}/sign-in/outside/back`);
  district = await District.start({
    listen: `127.0.0.1:${HOUSE}`,
    log: "sign-in.log",
    env: {
      HUIYIN_PUBLIC_ADDRESS: address,
      HUIYIN_OIDC_ISSUER: `http://localhost:${PROVIDER}`,
      HUIYIN_OIDC_CLIENT_ID: CLIENT,
      HUIYIN_OIDC_CLIENT_SECRET: SECRET,
    },
  });
});

test.afterAll(async () => {
  await district?.stop();
  await closeProvider?.();
});

async function signIn(page: Page, login: string): Promise<void> {
  await page.goto("/sign-in");
  await page.locator('input[name="login"]').fill(login);
  await page.locator('input[name="password"]').fill(PASSWORD);
  await page.locator('form[action="/sign-in"] button.primary').click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}

/** As somebody who comes back another day. */
async function leave(page: Page): Promise<void> {
  await page.context().clearCookies({ name: "huiyin_session" });
  await page.goto("/account");
  await expect(page).toHaveURL(/\/sign-in/);
}

async function expectInside(page: Page): Promise<void> {
  await page.waitForURL((url) => url.port === String(HOUSE) && !url.pathname.startsWith("/sign-in"));
  await page.goto("/account");
  await expect(page).toHaveURL(`${address}/account`);
}

test("a passkey is added with the password, opens the house without one, and is removed", async ({ page }) => {
  const devices = await page.context().newCDPSession(page);
  await devices.send("WebAuthn.enable");
  await devices.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await signIn(page, "clerk");
  await page.goto("/account/passkeys");
  await expectAccessible(page);
  await page.locator('input[name="name"]').fill("窗口电脑");
  await page.locator('[data-passkey="create"] input[name="password"]').fill("not the password");
  await page.locator('[data-passkey="create"] button').click();
  await expect(page.locator("[data-passkey-problem], [data-errors]").first()).toBeVisible();
  await page.locator('[data-passkey="create"] input[name="password"]').fill(PASSWORD);
  await page.locator('[data-passkey="create"] button').click();
  await expect(page.getByRole("rowheader", { name: "窗口电脑" })).toBeVisible();
  await expectAccessible(page);

  await leave(page);
  await page.locator('[data-passkey="get"] button').click();
  await expectInside(page);

  await page.goto("/account/passkeys");
  await page.locator('form[action$="/remove"] button').click();
  await expect(page.getByRole("rowheader", { name: "窗口电脑" })).toHaveCount(0);
  await leave(page);
  await page.locator('[data-passkey="get"] button').click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await page.goto("/account");
  await expect(page).toHaveURL(/\/sign-in/);
});

/** What the provider asks: who, and whether it may say so. */
async function proveThere(page: Page, login: string): Promise<void> {
  await page.waitForURL((url) => url.port === String(PROVIDER));
  await page.locator('input[name="login"]').fill(login);
  await page.locator('input[name="password"]').fill("any");
  await page.locator('button[type="submit"]').click();
  await page.locator('button[type="submit"]').click();
}

test("an identity provider opens the account that is linked to it, and no other", async ({ page, browser }) => {
  await signIn(page, "dispatcher");
  await page.goto("/account/outside");
  await expectAccessible(page);
  await page.locator('input[name="password"]').fill(PASSWORD);
  await page.locator('form[action="/account/outside"] button.primary').click();
  await proveThere(page, "staff-4711");
  await page.waitForURL((url) => url.pathname === "/account/outside");
  await expect(page.locator('form[action="/account/outside/remove"]')).toBeVisible();
  await expectAccessible(page);

  // The provider still knows this browser and asks nothing again.
  await leave(page);
  await page.locator('form[action="/sign-in/outside"] button').click();
  await expectInside(page);

  // Somebody whom nobody linked proves who they are, and still has no way in.
  const stranger = await (await browser.newContext({ baseURL: address })).newPage();
  await stranger.goto("/sign-in");
  await stranger.locator('form[action="/sign-in/outside"] button').click();
  await proveThere(stranger, "staff-unknown");
  await stranger.waitForURL((url) => url.port === String(HOUSE));
  await expect(stranger.getByRole("alert").first()).toBeVisible();
  await expectAccessible(stranger);
  await stranger.goto("/account");
  await expect(stranger).toHaveURL(/\/sign-in/);
  // An answer that nobody asked for opens nothing.
  await stranger.goto("/sign-in/outside/back?state=forged&code=forged");
  await stranger.waitForLoadState("networkidle");
  await stranger.goto("/account");
  await expect(stranger).toHaveURL(/\/sign-in/);
  await stranger.context().close();

  await page.goto("/account/outside");
  await page.locator('form[action="/account/outside/remove"] button').click();
  await leave(page);
  await page.locator('form[action="/sign-in/outside"] button').click();
  await page.waitForURL((url) => url.port === String(HOUSE) && url.pathname.startsWith("/sign-in"));
  await expect(page.getByRole("alert").first()).toBeVisible();
});
