// What stands around every page: where one is, what waits, the two looks, the four ways on.

import { el, icon, notice } from "./dom.ts";
import { type Lang, lang, speak, t } from "./say.ts";

const LOOKS = "huiyin-notebook-looks";

interface Looks {
  lang: Lang;
  elder: boolean;
}

export function rememberedLooks(): Looks {
  const known = navigator.language.toLowerCase().startsWith("en") ? "en" : "zh-CN";
  try {
    const kept = JSON.parse(localStorage.getItem(LOOKS) ?? "{}") as Partial<Looks>;
    return {
      lang: kept.lang === "en" || kept.lang === "zh-CN" ? kept.lang : known,
      elder: kept.elder === true,
    };
  } catch {
    return { lang: known, elder: false };
  }
}

export function wear(looks: Looks): void {
  speak(looks.lang);
  if (looks.elder) document.documentElement.dataset.elder = "on";
  else delete document.documentElement.dataset.elder;
  localStorage.setItem(LOOKS, JSON.stringify(looks));
}

const PLACES = [
  ["today", "clipboard-list"],
  ["map", "map"],
  ["badge", "badge-check"],
  ["queue", "upload"],
] as const;

export interface Framed {
  title: string;
  here: string;
  /** What waits, in words; nothing while the notebook is closed. */
  waiting: string;
  warnings: string[];
  open: boolean;
  again(): void;
}

export function frame(framed: Framed, ...inside: (Node | string | null)[]): void {
  const looks = rememberedLooks();
  const change = (fresh: Partial<Looks>) => () => {
    wear({ ...looks, ...fresh });
    framed.again();
  };
  const tool = (name: string, label: string, act: () => void): HTMLElement => {
    const made = el(
      "button",
      { type: "button", class: "tool" },
      icon(name),
      el("span", { class: "word" }, label),
    );
    made.addEventListener("click", act);
    return made;
  };
  const other: Lang = lang() === "en" ? "zh-CN" : "en";
  const top = el(
    "header",
    { class: "top notebook-top" },
    el(
      "div",
      { class: "wrap" },
      el("b", { class: "notebook-name" }, t("notebook-name")),
      el(
        "div",
        { class: "tools" },
        tool(
          "a-large-small",
          t(looks.elder ? "notebook-elder-off" : "notebook-elder-on"),
          change({ elder: !looks.elder }),
        ),
        tool("languages", other === "en" ? "English" : "中文", change({ lang: other })),
      ),
    ),
  );
  const warnings = framed.warnings.map((warning) => notice("warn", el("p", {}, warning)));
  const waiting = framed.waiting
    ? el("p", { class: "notebook-waiting" }, el("a", { href: "#queue" }, icon("refresh-cw"), framed.waiting))
    : null;
  const heading = el("h1", { tabindex: "-1" }, framed.title);
  const main = el(
    "main",
    { class: "main", id: "main" },
    el("div", { class: "wrap stack notebook-page" }, waiting, ...warnings, heading, ...inside),
  );
  document.title = `${framed.title} · ${t("notebook-name")}`;
  document.body.replaceChildren(top, main, ...(framed.open ? [ways(framed.here)] : []));
}

function ways(here: string): HTMLElement {
  const links = PLACES.map(([place, picture]) =>
    el(
      "li",
      {},
      el(
        "a",
        { href: `#${place}`, ...(place === here ? { "aria-current": "page" } : {}) },
        icon(picture),
        el("span", {}, t(`notebook-nav-${place}`)),
      ),
    ),
  );
  return el("nav", { class: "notebook-ways", "aria-label": t("notebook-nav") }, el("ul", {}, ...links));
}
