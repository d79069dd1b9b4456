// A person who has no mouse: Tab, Enter, Space and arrows, and what stands in focus.

import { expect, type Page } from "@playwright/test";

/** Stops on one page after which somebody has given up. */
const STOPS_MOST = 120;

/** Presses Tab until this element has the focus, which must be seen at every stop. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let stop = 0; stop < STOPS_MOST; stop += 1) {
    await page.keyboard.press("Tab");
    const focus = await page.evaluate((wanted) => {
      const element = document.activeElement;
      if (element === null || element === document.body) return { is: false, seen: true, html: "" };
      // A radio or a check box may be drawn by the label around it.
      const drawn = [element, element.closest("label"), element.nextElementSibling];
      const seen = drawn.some((it) => {
        if (it === null) return false;
        const style = getComputedStyle(it);
        return (style.outlineStyle !== "none" && style.outlineWidth !== "0px") || style.boxShadow !== "none";
      });
      return { is: element.matches(wanted), seen, html: element.outerHTML.slice(0, 120) };
    }, selector);
    expect(focus.seen, `the focus is seen at ${focus.html}`).toBe(true);
    if (focus.is) return;
  }
  throw new Error(`Tab does not come to ${selector}`);
}
