// The notebook: what is shown when, and when it closes.

import { button, el, notice } from "./dom.ts";
import { choosePin, typePin } from "./enter.ts";
import { frame, rememberedLooks, wear } from "./frame.ts";
import { showBadges, showReceipt } from "./proofs.ts";
import { inWords, showQueue, signIn, warnings } from "./queue.ts";
import { dayInWords, t } from "./say.ts";
import { showStop } from "./stop.ts";
import * as store from "./store.ts";
import { fetchRoute, type SyncEnd, signedIn, sync } from "./sync.ts";
import { showMap, showStops } from "./today.ts";
import * as vault from "./vault.ts";

const CLOSED_AFTER_MS = 5 * 60_000;
const SYNC_EVERY_MS = 60_000;

let end: SyncEnd | "" = "";
let hiddenAt = 0;
let shown = 0;

async function show(): Promise<void> {
  shown += 1;
  if (vault.isOpen()) return inside();
  const standing = await vault.standing();
  if (standing === "locked") return atTheDoor();
  return outside(standing === "wiped");
}

function plain(title: string, ...inside: (Node | string | null)[]): void {
  frame({ title, here: "", waiting: "", warnings: [], open: false, again: () => void show() }, ...inside);
}

function atTheDoor(): void {
  plain(
    t("notebook-closed"),
    typePin(opened, () => void show()),
  );
  document.querySelector<HTMLInputElement>("#pin")?.focus();
}

async function opened(): Promise<void> {
  await store.loadRoute();
  await show();
  await exchange();
}

/** Nobody has a key here yet, or it was destroyed. */
async function outside(wiped: boolean): Promise<void> {
  // Whoever waits for the network may find that a PIN was chosen meanwhile: then there is nothing
  // to set up any more.
  const turn = shown;
  const isOver = (): boolean => turn !== shown || vault.isOpen();
  const waiting = (await store.items()).filter((item) => item.state !== "sent").length;
  const told = wiped
    ? notice(
        "warn",
        el("p", {}, t("notebook-wiped")),
        waiting > 0 ? el("p", {}, t("notebook-wiped-safe", { waiting })) : null,
      )
    : null;
  plain(t("notebook-set-up"), told, el("p", { class: "muted" }, t("notebook-looking")));
  const session = await signedIn().catch(() => undefined);
  if (isOver()) return;
  if (session === undefined) {
    return plain(
      t("notebook-set-up"),
      told,
      notice("warn", el("p", {}, t("notebook-needs-network"))),
      button(t("notebook-again"), show),
    );
  }
  if (session === null)
    return plain(t("notebook-set-up"), told, el("p", {}, t("notebook-needs-sign-in")), signIn());
  if (waiting > 0) await sync();
  const route = await fetchRoute(session).catch(() => null);
  if (isOver()) return;
  if (!route)
    return plain(
      t("notebook-set-up"),
      told,
      notice("info", el("p", {}, t("notebook-sync-no-route"))),
      button(t("notebook-again"), show),
    );
  plain(
    t("notebook-set-up"),
    told,
    choosePin(async (pin) => {
      await vault.create(session.account, pin);
      await navigator.storage?.persist?.();
      await vault.noteSync(Date.parse(route.now));
      await store.keepRoute(route);
      location.hash = "#today";
      await show();
    }),
  );
}

async function inside(): Promise<void> {
  const route = store.today();
  const items = await store.items();
  const kept = await vault.vault();
  const [place = "today", id = ""] = location.hash.replace("#", "").split("/");
  const stop = route?.stops.find((it) => it.visit === id);
  const framed = {
    here: place,
    waiting: inWords(items, kept),
    warnings: await warnings(items, kept),
    open: true,
    again: () => void show(),
  };
  if (place === "queue" || !route) {
    frame(
      { ...framed, here: "queue", title: t("notebook-nav-queue") },
      await showQueue(route, exchange, handOver, end),
    );
  } else if (place === "stop" && stop) {
    const door = {
      route,
      stop,
      again: () => void show(),
      finished: (spoken: boolean) => {
        location.hash = spoken ? `#receipt/${stop.visit}` : "#today";
        void exchange();
      },
    };
    frame({ ...framed, title: [stop.building, stop.door].filter(Boolean).join(" ") }, await showStop(door));
  } else if (place === "receipt" && stop) {
    frame({ ...framed, title: t("notebook-receipt") }, showReceipt(route, stop));
  } else if (place === "map") {
    frame({ ...framed, title: t("notebook-nav-map") }, showMap(route, items));
  } else if (place === "badge") {
    frame({ ...framed, title: t("notebook-nav-badge") }, showBadges(route));
  } else {
    const team =
      route.team === null
        ? null
        : el(
            "p",
            { class: "muted" },
            t("notebook-today-team", { round: route.round, team: route.team, count: route.stops.length }),
          );
    frame(
      { ...framed, here: "today", title: t("notebook-today", { day: dayInWords(route.day) }) },
      team,
      showStops(route, items),
    );
  }
}

/** Sends and fetches. A page on which somebody types is left as it is. */
async function exchange(): Promise<void> {
  if (!vault.isOpen()) return;
  end = await sync();
  if (!location.hash.startsWith("#stop/") && !location.hash.startsWith("#receipt/")) await show();
}

async function handOver(): Promise<void> {
  await vault.wipe();
  store.forgetInMemory();
  await show();
}

function shut(): void {
  vault.close();
  store.forgetInMemory();
  void show();
}

function watch(): void {
  window.addEventListener("hashchange", () => {
    void show().then(() => document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true }));
    scrollTo(0, 0);
  });
  window.addEventListener("online", () => void exchange());
  setInterval(() => {
    if (!document.hidden) void exchange();
  }, SYNC_EVERY_MS);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) hiddenAt = Date.now();
    else if (vault.isOpen() && Date.now() - hiddenAt > CLOSED_AFTER_MS) shut();
  });
}

wear(rememberedLooks());
watch();
void show();
if ("serviceWorker" in navigator) {
  void navigator.serviceWorker.register("/notebook/worker.js", { scope: "/notebook" }).catch(() => undefined);
}
