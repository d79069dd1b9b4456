// What every page owes its readers, asked of the page as it stands in the browser.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { expect, type Page } from "@playwright/test";
import type { AxeResults } from "axe-core";

// axe is read from its package and evaluated in the page, which the page's content security
// policy neither sees nor stops; no wrapper package is needed for that.
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** No rule of WCAG 2.2 AA that a machine can check is broken on this page. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axeSource);
  const results = await page.evaluate(
    (values): Promise<AxeResults> =>
      (window as unknown as { axe: typeof import("axe-core") }).axe.run(document, {
        runOnly: { type: "tag", values },
      }),
    RULES,
  );
  const violations = results.violations.map(
    (rule) => `${rule.id}: ${rule.help}\n  ${rule.nodes.map((node) => node.html).join("\n  ")}`,
  );
  expect(violations, "axe violations").toEqual([]);
}

/** Nothing is wider than the screen: no page scrolls sideways on a phone. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const overhang = await page.evaluate(() => {
    const root = document.documentElement;
    const wide = [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1)
      .map((element) => element.outerHTML.slice(0, 120));
    return { pixels: root.scrollWidth - root.clientWidth, wide: wide.slice(0, 5) };
  });
  expect(overhang.pixels, overhang.wide.join("\n")).toBeLessThanOrEqual(0);
}

/** Fingers hit what they aim at: links in running text apart, targets measure 44 pixels. */
export async function expectLargeTargets(page: Page, least = 44): Promise<void> {
  const small = await page.evaluate((pixels) => {
    const targets = document.querySelectorAll<HTMLElement>(
      "main button, main a.button, main input:not([type=hidden]), main select, main textarea",
    );
    return [...targets]
      .map((element) => element.closest("label") ?? element)
      .filter((element) => {
        const box = element.getBoundingClientRect();
        const shown = box.width > 1 && getComputedStyle(element).visibility !== "hidden";
        return shown && Math.round(box.height) < pixels;
      })
      .map((element) => element.outerHTML.slice(0, 120));
  }, least);
  expect(small, `targets lower than ${least} pixels`).toEqual([]);
}
