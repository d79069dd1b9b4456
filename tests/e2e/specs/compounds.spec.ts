// What an owner does on a phone, without an account: sees where the money of the compound went,
// and casts a ballot with the code on its paper. In the project's language, on its screen.

import { expect, type Page, test } from "@playwright/test";

import { freshCode } from "../support/estates";
import { Person } from "../support/people";
import { expectAccessible, expectLargeTargets, expectNoSidewaysScroll } from "../support/quality";

async function expectFit(page: Page): Promise<void> {
  await expect(page.locator("h1")).toHaveCount(1);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await expectLargeTargets(page);
}

test("where the parking money went is three taps from the first page", async ({ page }) => {
  await page.goto("/");
  await page.locator('nav a[href="/estates"]').first().click();
  await page.locator("main a.card", { hasText: "桐荫里" }).click();
  await page.locator('main a[href$="/money"]').click();
  const parking = page.locator("#kind-parking");
  await expect(parking).toBeVisible();
  const of = async (column: number) => Number((await parking.locator("td").nth(column).innerText()).replace(/[^\d.-]/g, ""));
  const [carried, cameIn, cost, used, toFund, left] = [await of(0), await of(1), await of(2), await of(3), await of(4), await of(5)];
  expect(cameIn).toBeGreaterThan(0);
  expect(carried + cameIn - cost - used - toFund).toBeCloseTo(left, 2);
  await expectFit(page);
});

test("a ballot is cast with the code on its paper, and may be changed", async ({ page }) => {
  const code = await freshCode(await Person.of("committee"));
  await page.goto("/ballot");
  await page.locator("#f-code").fill(code.toLowerCase().replaceAll("-", " "));
  await page.locator("main form button.primary").click();
  await expect(page.locator("#f-ballot")).toBeVisible();
  await expectFit(page);

  await page.locator("#f-ballot button.primary").click();
  await expect(page.locator('input[name="m0"]:invalid').first()).toBeAttached();
  await expect(page.locator(".slip")).toHaveCount(0);
  await page.locator('input[name="m0"][value="no"]').check();
  await page.locator("#f-ballot button.primary").click();
  await expect(page.locator(".slip .code")).toHaveText(/\S{8,}/);
  const receipt = await page.locator(".slip .code").innerText();
  await expectFit(page);

  await page.goto(`/ballot/${code}`);
  await expect(page.locator('input[name="replaces"]')).toBeVisible();
  expect(receipt).not.toContain(code);
});
