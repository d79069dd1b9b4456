// The map beside a list or in a form. It needs no origin but our own: without configured tiles it
// shows a grid of degrees and the district's own outlines. All that it says stands in the list too.
import { MapLibreMap, setWorkerUrl } from "maplibre-gl";
import { showBoard } from "./map-board.ts";
import { coloursOf, pairOf, styleOf } from "./map-ground.ts";
import { letPick } from "./map-pick.ts";

const ZOOM_CLOSEST = 19;

for (const place of document.querySelectorAll<HTMLElement>("[data-map]")) start(place);

function start(place: HTMLElement): void {
  document.documentElement.classList.add("js");
  const center = pairOf(place.dataset.center) ?? [106.55, 29.58];
  setWorkerUrl(new URL(place.dataset.worker ?? "", location.href).href);
  let map: MapLibreMap;
  try {
    map = new MapLibreMap({
      container: place,
      style: styleOf(place),
      center,
      zoom: Number(place.dataset.zoom) || 12,
      maxZoom: ZOOM_CLOSEST,
      maxBounds: boundsOf(place.dataset.bounds),
      attributionControl: sourceOf(place),
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      renderWorldCopies: false,
      fadeDuration: 0,
    });
  } catch {
    sayNothingToSee(place);
    return;
  }
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.getCanvas().setAttribute("aria-label", place.dataset.label ?? "");
  addButtons(place, map);
  map.once("load", () => drawAreas(place, map));
  if (place.dataset.mode === "pick") letPick(place, map);
  else showBoard(place, map);
}

/** Whose map it is, with its review number, always in sight. MapLibre takes markup here, so what was
 * configured goes in as text. */
function sourceOf(place: HTMLElement): { compact: false; customAttribution: string } | false {
  if (!place.dataset.attribution) return false;
  const text = document.createElement("span");
  text.textContent = place.dataset.attribution;
  return { compact: false, customAttribution: text.innerHTML };
}

/** Old devices have no WebGL. The words and the list beside the map carry everything. */
function sayNothingToSee(place: HTMLElement): void {
  const note = document.createElement("p");
  note.className = "hint";
  note.textContent = place.dataset.textNone ?? "";
  place.replaceWith(note);
}

function boundsOf(text: string | undefined): [number, number, number, number] | undefined {
  const numbers = (text ?? "").split(",").map(Number);
  const [west, south, east, north] = numbers;
  if (numbers.length !== 4 || numbers.some((it) => !Number.isFinite(it))) return undefined;
  // A window must fit into its bounds, so a long district in a tall window needs room around it.
  const room = Math.max((east ?? 0) - (west ?? 0), (north ?? 0) - (south ?? 0));
  return [(west ?? 0) - room, (south ?? 0) - room, (east ?? 0) + room, (north ?? 0) + room];
}

function addButtons(place: HTMLElement, map: MapLibreMap): void {
  const group = document.createElement("div");
  group.className = "map-buttons";
  const acts: [string, string | undefined, () => void][] = [
    ["+", place.dataset.textIn, () => map.zoomIn()],
    ["−", place.dataset.textOut, () => map.zoomOut()],
  ];
  for (const [sign, label, act] of acts) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = sign;
    button.setAttribute("aria-label", label ?? "");
    button.addEventListener("click", act);
    group.append(button);
  }
  place.append(group);
}

function drawAreas(place: HTMLElement, map: MapLibreMap): void {
  if (!place.dataset.areas) return;
  const colours = coloursOf(place);
  map.addSource("areas", { type: "geojson", data: place.dataset.areas });
  map.addLayer({
    id: "areas",
    type: "line",
    source: "areas",
    paint: { "line-color": colours.line, "line-width": 2 },
  });
}
