// What is shown to the people at the door: who we are, and by what they find their matter again.

import { drawing, el, icon, notice } from "./dom.ts";
import { t } from "./say.ts";
import type { Route, Stop } from "./types.ts";

export function showBadges(route: Route): HTMLElement {
  if (route.badges.length === 0) return notice("warn", el("p", {}, t("notebook-badge-none")));
  const cards = route.badges.map((badge) =>
    el(
      "article",
      { class: "card notebook-badge" },
      el("h2", {}, badge.name),
      el("p", {}, badge.role),
      el("p", { class: "num" }, t("notebook-badge-day", { day: route.day })),
      drawing(badge.qr, t("notebook-badge-qr")),
      el("p", { class: "hint code" }, badge.address),
    ),
  );
  const phone = route.help_phone ? el("p", {}, t("notebook-badge-phone", { phone: route.help_phone })) : null;
  return el(
    "div",
    { class: "stack" },
    el("p", {}, t("notebook-badge-how")),
    phone,
    el("div", { class: "tiles" }, ...cards),
  );
}

/** V9: a number, and a day by which the echo comes. */
export function showReceipt(route: Route, stop: Stop): HTMLElement {
  return el(
    "div",
    { class: "stack notebook-receipt" },
    el("p", {}, t("notebook-receipt-how")),
    el(
      "div",
      { class: "echo-code" },
      el("span", {}, t("notebook-receipt-code")),
      el("strong", {}, stop.code),
    ),
    drawing(stop.qr, t("notebook-receipt-qr")),
    notice("info", el("p", {}, t("notebook-receipt-by", { day: route.echo_by }))),
    el("p", { class: "hint" }, t("notebook-receipt-free")),
    el(
      "div",
      { class: "actions" },
      el("a", { class: "button primary", href: "#today" }, icon("arrow-right"), t("notebook-receipt-next")),
      el("a", { class: "button quiet", href: `#stop/${stop.visit}` }, t("notebook-receipt-back")),
    ),
  );
}
