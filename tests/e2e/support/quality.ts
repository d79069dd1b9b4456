// What every page owes its readers, asked of the page as it stands in the browser.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { expect, type Page } from "@playwright/test";
import type { AxeResults } from "axe-core";

// axe is read from its package and evaluated in the page, which the page's content security
// policy neither sees nor stops; no wrapper package is needed for that.
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe finds: rules of WCAG 2.2 AA that a machine can check, or only the rules named. */
export async function axeOf(page: Page, rules?: string[]): Promise<string[]> {
  // It stays in the page that it was put into.
  if (await page.evaluate(() => !("axe" in window))) await page.evaluate(axeSource);
  const results = await page.evaluate(
    (runOnly): Promise<AxeResults> =>
      (window as unknown as { axe: typeof import("axe-core") }).axe.run(document, {
        runOnly,
        resultTypes: ["violations"],
      }),
    rules ? { type: "rule" as const, values: rules } : { type: "tag" as const, values: RULES },
  );
  return results.violations.map(
    (rule) => `${rule.id}: ${rule.help}\n  ${rule.nodes.map((node) => node.html).join("\n  ")}`,
  );
}

export async function expectAccessible(page: Page): Promise<void> {
  expect(await axeOf(page), "axe violations").toEqual([]);
}

/** What is lost when letters are twice as large: a page that scrolls sideways, words cut off. */
export async function lossAtTwiceTheSize(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement;
    const before = root.style.fontSize;
    root.style.fontSize = `${2 * Number.parseFloat(getComputedStyle(root).fontSize)}px`;
    const said = (element: Element) => element.outerHTML.slice(0, 160);
    const lost: string[] = [];
    if (root.scrollWidth > root.clientWidth) {
      const isWide = (element: Element) => element.getBoundingClientRect().right > root.clientWidth + 1;
      // What scrolls in a box of its own pushes nothing.
      const isBoxed = (element: Element): boolean =>
        element.parentElement !== null &&
        (getComputedStyle(element.parentElement).overflowX !== "visible" || isBoxed(element.parentElement));
      const wide = [...document.querySelectorAll("main *, footer *, header *")].filter(
        (element) => isWide(element) && !isBoxed(element) && ![...element.children].some(isWide),
      );
      lost.push(`scrolls sideways: ${wide.slice(0, 3).map(said).join(" ")}`);
    }
    for (const element of document.querySelectorAll<HTMLElement>("body *")) {
      const style = getComputedStyle(element);
      // One pixel is how a text for screen readers only is hidden.
      const isShown = element.clientWidth > 1 && element.clientHeight > 1 && style.visibility !== "hidden";
      const clips = (way: string) => way === "hidden" || way === "clip";
      const isCut =
        (clips(style.overflowX) && element.scrollWidth > element.clientWidth + 2) ||
        (clips(style.overflowY) && element.scrollHeight > element.clientHeight + 2);
      // What a map says stands in the list beside it too.
      const hasWords = (element.textContent ?? "").trim() !== "" && !element.closest("svg, .map");
      if (isShown && isCut && hasWords) lost.push(`cut off: ${said(element)}`);
    }
    root.style.fontSize = before;
    return lost;
  });
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
