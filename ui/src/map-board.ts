// Points of the public board. A point and its line in the list are lit together; a tap on the point
// leads to the line, so that the words are always read where everybody reads them.
import { type GeoJSONSource, LngLatBounds, type MapLibreMap, Marker } from "maplibre-gl";
import { coloursOf } from "./map-ground.ts";

// More points than this are drawn by the graphics card, as circles that cannot take the focus.
const MARKERS_MOST = 200;
const SINGLE_POINT_ZOOM = 16;

type Point = { id: string; title: string; tone: string; number: string; at: [number, number] };

export function showBoard(place: HTMLElement, map: MapLibreMap): void {
  const points = readPoints(place.dataset.points ?? "");
  if (points.length === 0) return;
  fit(map, points);
  map.once("load", () => drawLines(place, map));
  if (points.length > MARKERS_MOST) {
    map.once("load", () => drawCircles(place, map, points));
    return;
  }
  const buttons = new Map<string, HTMLElement>();
  for (const point of points) {
    const button = markerOf(point);
    buttons.set(point.id, button);
    new Marker({ element: button }).setLngLat(point.at).addTo(map);
  }
  for (const line of document.querySelectorAll<HTMLElement>("[data-point]")) {
    const button = buttons.get(line.dataset.point ?? "");
    const light = (on: boolean) => (): void => {
      button?.classList.toggle("lit", on);
    };
    line.addEventListener("mouseenter", light(true));
    line.addEventListener("mouseleave", light(false));
    line.addEventListener("focusin", light(true));
    line.addEventListener("focusout", light(false));
  }
}

function readFeatures(selector: string): GeoJSON.Feature[] {
  const holder = selector.startsWith("#") ? document.getElementById(selector.slice(1)) : null;
  try {
    return JSON.parse(holder?.textContent ?? "").features;
  } catch {
    return [];
  }
}

function readPoints(selector: string): Point[] {
  return readFeatures(selector).flatMap((feature) => {
    if (feature.geometry.type !== "Point") return [];
    const [lon, lat] = feature.geometry.coordinates;
    if (lon === undefined || lat === undefined) return [];
    const about = feature.properties ?? {};
    return [
      {
        id: String(about.id),
        title: String(about.title),
        tone: String(about.tone ?? "info"),
        number: String(about.number ?? ""),
        at: [lon, lat],
      },
    ];
  });
}

function fit(map: MapLibreMap, points: Point[]): void {
  const bounds = new LngLatBounds();
  for (const point of points) bounds.extend(point.at);
  map.fitBounds(bounds, { padding: 48, maxZoom: SINGLE_POINT_ZOOM, animate: false });
}

function markerOf(point: Point): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = `map-point ${/^[a-z]+$/.test(point.tone) ? point.tone : "info"}`;
  button.setAttribute("aria-label", point.title);
  button.title = point.title;
  if (point.number) {
    button.classList.add("numbered");
    button.textContent = point.number;
  }
  // The keyboard goes through the list, which says the same and lights its points; markers that lie
  // over one another would only be stops twice over.
  button.tabIndex = -1;
  button.addEventListener("click", (event) => {
    event.stopPropagation();
    goToLine(point.id);
  });
  return button;
}

function goToLine(id: string): void {
  for (const lit of document.querySelectorAll("[data-point].lit")) lit.classList.remove("lit");
  const line = document.querySelector<HTMLElement>(`[data-point="${CSS.escape(id)}"]`);
  if (!line) return;
  line.classList.add("lit");
  line.scrollIntoView({ block: "nearest" });
  line.querySelector<HTMLElement>("a")?.focus({ preventScroll: true });
}

/** Ways between the points, below them; the list tells their order by its numbers. */
function drawLines(place: HTMLElement, map: MapLibreMap): void {
  const features = readFeatures(place.dataset.points ?? "").filter((it) => it.geometry.type === "LineString");
  if (features.length === 0) return;
  const accent = getComputedStyle(place).getPropertyValue("--accent").trim();
  map.addSource("ways", { type: "geojson", data: { type: "FeatureCollection", features } });
  map.addLayer({
    id: "ways",
    type: "line",
    source: "ways",
    paint: { "line-color": accent, "line-width": 3 },
  });
}

function drawCircles(place: HTMLElement, map: MapLibreMap, points: Point[]): void {
  const colours = coloursOf(place);
  const accent = getComputedStyle(place).getPropertyValue("--accent").trim();
  map.addSource("points", { type: "geojson", data: { type: "FeatureCollection", features: [] } });
  (map.getSource("points") as GeoJSONSource).setData({
    type: "FeatureCollection",
    features: points.map((point) => ({
      type: "Feature",
      geometry: { type: "Point", coordinates: point.at },
      properties: { id: point.id },
    })),
  });
  map.addLayer({
    id: "points",
    type: "circle",
    source: "points",
    paint: {
      "circle-color": accent,
      "circle-radius": 6,
      "circle-stroke-color": colours.paper,
      "circle-stroke-width": 1.5,
    },
  });
  map.on("click", "points", (event) => goToLine(String(event.features?.[0]?.properties.id ?? "")));
}
