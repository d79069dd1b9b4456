// What waits to be sent, in plain words.

import { button, el, icon, notice } from "./dom.ts";
import { clockTime, t } from "./say.ts";
import * as store from "./store.ts";
import { where } from "./today.ts";
import type { Item, Route, Vault } from "./types.ts";
import * as vault from "./vault.ts";

/** “3 items wait; last sync 10:42”. */
export function inWords(items: Item[], kept: Vault | undefined): string {
  const waiting = items.filter((item) => item.state === "waiting").length;
  const time = kept ? clockTime(kept.last_sync) : "–";
  if (waiting === 0) return t("notebook-queue-empty", { time });
  return t(waiting === 1 ? "notebook-queue-one" : "notebook-queue-some", { waiting, time });
}

/** Said long before it is too late. */
export async function warnings(items: Item[], kept: Vault | undefined): Promise<string[]> {
  const found: string[] = [];
  const room = await store.room();
  if (room && store.isScarce(room)) {
    found.push(
      t("notebook-warn-room", { free: Math.max(0, Math.floor((room.quota - room.used) / 1_000_000)) }),
    );
  }
  const days = kept ? Math.floor((Date.now() - kept.last_sync) / 86_400_000) : 0;
  if (days >= 3)
    found.push(t("notebook-warn-days", { days, left: Math.max(0, vault.DAYS_WITHOUT_SYNC_MAX - days) }));
  if (kept && Math.abs(kept.skew_seconds) > 120) {
    found.push(t("notebook-warn-skew", { minutes: Math.round(Math.abs(kept.skew_seconds) / 60) }));
  }
  if (items.some((item) => item.trouble !== "")) found.push(t("notebook-warn-trouble"));
  return found;
}

export async function showQueue(
  route: Route | null,
  now: () => Promise<void>,
  handOver: () => Promise<void>,
  end: string,
): Promise<HTMLElement> {
  const all = await store.items();
  const open = all.filter((item) => item.state !== "sent");
  const lines = open.map((item) => {
    const stop = route?.stops.find((it) => it.visit === item.visit);
    const what = t(
      item.kind === "photo"
        ? "notebook-queue-photo"
        : item.state === "draft"
          ? "notebook-queue-draft"
          : "notebook-queue-visit",
    );
    return el(
      "li",
      {},
      icon(item.kind === "photo" ? "image" : "file-text"),
      el("b", {}, stop ? where(stop) : t("notebook-queue-other-day")),
      el("p", { class: "meta" }, `${what} · ${clockTime(item.changed)} · ${Math.ceil(item.size / 1_000)} KB`),
      item.trouble ? el("p", { class: "error" }, item.trouble) : null,
    );
  });
  const sent = all.length - open.length;
  return el(
    "div",
    { class: "stack" },
    end === ""
      ? null
      : notice(
          end === "done" ? "ok" : "warn",
          el("p", {}, t(`notebook-sync-${end}`)),
          end === "signed-out" ? signIn() : null,
        ),
    el("div", { class: "actions" }, button(t("notebook-sync"), now, "button primary large", "refresh-cw")),
    lines.length === 0
      ? el("p", { class: "muted" }, t("notebook-queue-nothing"))
      : el("ul", { class: "list notebook-queue" }, ...lines),
    el("p", { class: "hint" }, t("notebook-queue-sent", { sent })),
    el("p", { class: "hint" }, t("notebook-queue-safe")),
    button(
      t("notebook-hand-over"),
      async () => {
        if (confirm(t("notebook-hand-over-sure"))) await handOver();
      },
      "button quiet",
      "users",
    ),
  );
}

export function signIn(): HTMLElement {
  return el(
    "p",
    {},
    el("a", { class: "button", href: "/sign-in?next=%2Fnotebook" }, icon("log-in"), t("notebook-sign-in")),
  );
}
