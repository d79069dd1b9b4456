// Today's stops in their order, and the same stops as a drawing that needs no network.

import { el, icon, notice, svg } from "./dom.ts";
import { t } from "./say.ts";
import type { Item, Route, Stop } from "./types.ts";

/** What is known of a stop: what the phone wrote down comes before what the server knew. */
export function standing(stop: Stop, items: Item[]): { word: string; tone: string; picture: string } {
  const mine = items.filter((item) => item.kind === "visit" && item.visit === stop.visit);
  const latest = mine[mine.length - 1];
  if (latest?.state === "draft") return { word: t("notebook-stop-draft"), tone: "warn", picture: "pencil" };
  if (latest?.state === "waiting")
    return { word: t("notebook-stop-waiting"), tone: "info", picture: "upload" };
  if (latest) return { word: t("notebook-stop-sent"), tone: "ok", picture: "circle-check" };
  const done = ["visited", "not_met", "declined", "do_not_disturb", "handed_on"].includes(stop.state);
  if (done) return { word: t(`notebook-state-${stop.state}`), tone: "ok", picture: "circle-check" };
  if (stop.invited) return { word: t("notebook-stop-invited"), tone: "info", picture: "calendar-clock" };
  return { word: t("notebook-stop-planned"), tone: "neutral", picture: "clock" };
}

export function where(stop: Stop): string {
  return [stop.compound, stop.building, stop.door].filter(Boolean).join(" ");
}

export function showStops(route: Route, items: Item[]): HTMLElement {
  if (route.stops.length === 0) return notice("info", el("p", {}, t("notebook-none")));
  const lines = route.stops.map((stop) => {
    const { word, tone, picture } = standing(stop, items);
    const time = stop.window ? `${stop.window[0]}–${stop.window[1]}` : stop.arrive;
    return el(
      "li",
      { "data-visit": stop.visit },
      el(
        "a",
        { href: `#stop/${stop.visit}` },
        el("span", { class: "notebook-seq num" }, String(stop.seq)),
        el(
          "span",
          { class: "notebook-where" },
          el("b", {}, [stop.building, stop.door].filter(Boolean).join(" ")),
          el("small", {}, `${stop.compound} · ${time}`),
        ),
        el("span", { class: `badge ${tone}` }, icon(picture), word),
      ),
    );
  });
  return el("ol", { class: "list notebook-stops" }, ...lines);
}

const SIDE = 1_000;
const EDGE = 90;

interface Place {
  x: number;
  y: number;
  stops: Stop[];
}

/** One mark for each building, joined in the order of the day, north at the top. */
export function showMap(route: Route, items: Item[]): HTMLElement {
  const placed = route.stops.filter((stop) => stop.point !== null);
  const list = showStops(route, items);
  if (placed.length === 0)
    return el("div", { class: "stack" }, notice("info", el("p", {}, t("notebook-map-none"))), list);
  const { places, metres } = layOut(placed);
  const order = placed.map((stop) => places.find((place) => place.stops.includes(stop)) as Place);
  const line = order.map((place) => `${place.x},${place.y}`).join(" ");
  const drawing = svg(
    "svg",
    {
      viewBox: `0 0 ${SIDE} ${SIDE}`,
      class: "notebook-map",
      role: "group",
      "aria-label": t("notebook-map-label"),
    },
    svg("polyline", { points: line, class: "notebook-way" }),
    ...places.map(mark),
    ...scale(metres),
  );
  return el(
    "div",
    { class: "split" },
    el("div", {}, drawing, el("p", { class: "hint" }, t("notebook-map-hint"))),
    list,
  );
}

function layOut(stops: Stop[]): { places: Place[]; metres: number } {
  const points = stops.map((stop) => stop.point as [number, number]);
  const middle = points.reduce((sum, [, lat]) => sum + lat, 0) / points.length;
  // Degrees to metres, near enough within a street.
  const east = 111_320 * Math.cos((middle * Math.PI) / 180);
  const flat = points.map(([lon, lat]) => ({ x: lon * east, y: -lat * 110_540 }));
  const xs = flat.map((it) => it.x);
  const ys = flat.map((it) => it.y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const metres = Math.max(Math.max(...xs) - left, Math.max(...ys) - top, 60);
  const scaled = (value: number, from: number, span: number): number =>
    EDGE + ((value - from + (metres - span) / 2) / metres) * (SIDE - 2 * EDGE);
  const places: Place[] = [];
  stops.forEach((stop, index) => {
    const { x, y } = flat[index] as { x: number; y: number };
    const at = {
      x: Math.round(scaled(x, left, Math.max(...xs) - left)),
      y: Math.round(scaled(y, top, Math.max(...ys) - top)),
    };
    // Doors of one building share a mark, and so do marks that would cover each other.
    const near = places.find((place) => Math.hypot(place.x - at.x, place.y - at.y) < 70);
    if (near) near.stops.push(stop);
    else places.push({ ...at, stops: [stop] });
  });
  return { places, metres };
}

function mark(place: Place): SVGElement {
  const [first] = place.stops as [Stop];
  const numbers = spans(place.stops.map((stop) => stop.seq));
  const text = svg("text", { x: place.x, y: place.y + 13, class: "notebook-mark-text" });
  text.textContent = numbers.length > 7 ? `${numbers.slice(0, 6)}…` : numbers;
  const label = svg("text", { x: place.x, y: place.y + 80, class: "notebook-mark-label" });
  label.textContent = first.building;
  // Its words are its name: what is drawn, and a blank between.
  const link = svg("a", { href: `#stop/${first.visit}` });
  const width = Math.max(86, 44 + numbers.length * 24);
  link.append(
    svg("rect", {
      x: place.x - width / 2,
      y: place.y - 43,
      width,
      height: 86,
      rx: 43,
      class: "notebook-mark",
    }),
    text,
    document.createTextNode(" "),
    label,
  );
  return link;
}

/** `1–3, 7` */
function spans(numbers: number[]): string {
  const sorted = [...numbers].sort((a, b) => a - b);
  const parts: [number, number][] = [];
  for (const number of sorted) {
    const last = parts[parts.length - 1];
    if (last && number === last[1] + 1) last[1] = number;
    else parts.push([number, number]);
  }
  return parts.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(",");
}

function scale(metres: number): SVGElement[] {
  const steps = [20, 50, 100, 200, 500, 1_000, 2_000, 5_000];
  const length = steps.filter((step) => step <= metres * 0.5).pop() ?? 20;
  const width = (length / metres) * (SIDE - 2 * EDGE);
  const text = svg("text", { x: EDGE, y: SIDE - 32, class: "notebook-scale-text" });
  text.textContent = `${length} m`;
  return [svg("path", { d: `M${EDGE} ${SIDE - 20}h${width}`, class: "notebook-scale" }), text];
}
