// The monthly report of a clerk: from the list of ledgers to the upper level's form, filled. What
// took an evening takes a few clicks, and nothing is typed. On one screen and in one language, for
// the file is the same in all.

import { readFileSync } from "node:fs";
import { inflateRawSync } from "node:zlib";

import { type Download, expect, type Page, test } from "@playwright/test";

import { Person } from "../support/people";
import { expectAccessible, expectLargeTargets, expectNoSidewaysScroll } from "../support/quality";

test.use({ viewport: { width: 1280, height: 900 } });

/** Clicks from the desk to the filled form. */
const STEPS_MOST = 5;
/** A minute is what was promised; a slow machine is no reason to fail. */
const REPORT_LIMIT_MS = 60_000;

async function signedIn(page: Page, login: string): Promise<void> {
  const person = await Person.of(login);
  await page.context().addCookies(person.cookies);
}

/** The parts of a zip that are text, by name. */
function partsOf(file: Buffer): Map<string, string> {
  const parts = new Map<string, string>();
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  expect(end, "the file is a zip").toBeGreaterThan(0);
  let at = file.readUInt32LE(end + 16);
  for (let left = file.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size] = [file.readUInt16LE(at + 10), file.readUInt32LE(at + 20)];
    const [named, extra, remark] = [file.readUInt16LE(at + 28), file.readUInt16LE(at + 30), file.readUInt16LE(at + 32)];
    const local = file.readUInt32LE(at + 42);
    const name = file.subarray(at + 46, at + 46 + named).toString("utf8");
    const from = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    const packed = file.subarray(from, from + size);
    parts.set(name, (method === 0 ? packed : inflateRawSync(packed)).toString("utf8"));
    at += 46 + named + extra + remark;
  }
  return parts;
}

async function saved(download: Download): Promise<Buffer> {
  return readFileSync(await download.path());
}

/** The number that stands in a cell. */
function numberAt(sheet: string, place: string): number {
  const found = new RegExp(`<c r="${place}"[^>]*><v>(-?[0-9.]+)</v></c>`).exec(sheet);
  return Number(found?.[1] ?? Number.NaN);
}

async function expectFit(page: Page): Promise<void> {
  await expect(page.locator("h1")).toHaveCount(1);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await expectLargeTargets(page);
}

test("a clerk's monthly report is a minute's work", async ({ page }) => {
  await signedIn(page, "clerk");
  await page.goto("/desk");
  let steps = 0;
  const step = async (act: () => Promise<unknown>) => {
    steps += 1;
    await act();
  };
  const began = Date.now();
  const ledgers = page.locator('a[href="/desk/statistics/ledgers"]').first();
  if (!(await ledgers.isVisible())) {
    await step(() => page.locator("nav summary, [aria-controls]").first().click());
  }
  await step(() => ledgers.click());
  await step(() => page.locator('main a[href="/desk/statistics/forms"]').click());
  const last = await page.locator("#f-month option").nth(1).getAttribute("value");
  await page.locator("#f-month").selectOption(last);
  await step(() => page.locator("main form.filters button").click());
  const waiting = page.waitForEvent("download");
  await step(() => page.locator('main a[href*="/filled?month="]').first().click());
  const file = await saved(await waiting);
  const took = Date.now() - began;
  expect(steps).toBeLessThanOrEqual(STEPS_MOST);
  expect(took).toBeLessThan(REPORT_LIMIT_MS);

  const parts = partsOf(file);
  const sheet = parts.get("xl/worksheets/sheet1.xml") ?? "";
  expect(sheet).toContain("观音桥街道");
  expect(sheet).toContain(`${last?.slice(0, 4)}年${Number(last?.slice(5))}月`);
  expect(numberAt(sheet, "A5")).toBe(1);
  expect(numberAt(sheet, "A6")).toBe(2);
  // The form computes its totals itself when it is opened; the old values are gone.
  expect(sheet).toMatch(/<f>SUM\(C5:C\d+\)<\/f><\/c>/);
  expect(parts.get("xl/workbook.xml")).toContain('fullCalcOnLoad="1"');
  expect(sheet).toContain('<mergeCell ref="A1:I1"/>');
  expect(sheet).toContain("<cols>");
  await expectFit(page);
});

test("a ledger is looked at, and its file says the same", async ({ page }) => {
  await signedIn(page, "clerk");
  await page.goto("/desk/statistics/ledgers");
  await expectFit(page);
  await page.locator('main a[href^="/desk/statistics/ledgers/places"]').click();
  await expect(page.locator("main table")).toBeVisible();
  await expectFit(page);
  const heads = await page.locator("main table thead th").allInnerTexts();
  const waiting = page.waitForEvent("download");
  await page.locator('main .actions a[href*="/csv?"]').click();
  const text = (await saved(await waiting)).toString("utf8");
  expect(text.startsWith("\u{feff}")).toBe(true);
  expect(text.slice(1).split("\r\n")[0]).toBe(heads.join(","));
});

test("a form of the upper level is uploaded, mapped and filled, and taken away again", async ({ page }) => {
  await signedIn(page, "supervisor");
  const clerk = await Person.of("clerk");
  const list = (await clerk.get("/desk/statistics/forms")).text;
  const filled = /\/desk\/statistics\/forms\/[0-9a-f-]+\/filled\?month=[0-9-]+/.exec(list)?.[0] ?? "";
  const form = await clerk.file(filled);
  expect(form).toBeDefined();

  await page.goto("/desk/statistics/forms");
  await page.locator("#f-file").setInputFiles({
    name: "form.xlsx",
    mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    buffer: Buffer.from(form ?? new Uint8Array()),
  });
  await page.locator("#f-title").fill(`统计表 ${Date.now()}`);
  await page.locator('form[action="/desk/statistics/forms"][method=post] button').click();
  await page.waitForURL(/done=statistics-forms-added/);
  await expectFit(page);

  await page.locator("#f-ledger").selectOption("places");
  await page.locator("main form.filters button").last().click();
  await page.locator('select[name="field-2"]').selectOption("community");
  await page.locator('select[name="field-3"]').selectOption("received");
  await page.locator('input[name="place-0"]').fill("7B");
  await page.locator('select[name="what-0"]').selectOption("period");
  const save = page.locator('main form:has(input[name="place-0"]) button.primary');
  await save.click();
  await expect(page.locator(".notice.danger")).toContainText("7B");
  await page.locator('input[name="place-0"]').fill("G2");
  await save.click();
  await page.waitForURL(/done=statistics-forms-mapped/);
  const waiting = page.waitForEvent("download");
  await page.locator('main form[action$="/filled"] button').click();
  expect(partsOf(await saved(await waiting)).has("xl/workbook.xml")).toBe(true);

  await page.locator('main form[action$="/remove"] button').click();
  await page.waitForURL(/done=statistics-forms-removed/);
});
