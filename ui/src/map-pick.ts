// A tap, or the arrows and Enter, marks the place of a report and writes it into the form.
import { type MapLibreMap, Marker } from "maplibre-gl";

const DECIMALS = 6;
const SVG = "http://www.w3.org/2000/svg";

export function letPick(place: HTMLElement, map: MapLibreMap): void {
  const inputs = inputsOf(place);
  if (!inputs) return;
  const [lon, lat] = inputs;
  const marker = new Marker({ element: pin(), anchor: "bottom" });
  const note = document.createElement("p");
  note.className = "hint map-note";
  note.setAttribute("role", "status");
  place.after(note);
  const cross = document.createElement("div");
  cross.className = "map-cross";
  place.append(cross);

  const invite = (): void => {
    note.textContent = place.dataset.textPick ?? "";
  };
  const clear = (): void => {
    lon.value = "";
    lat.value = "";
    marker.remove();
    invite();
  };
  const mark = (at: { lng: number; lat: number }): void => {
    lon.value = at.lng.toFixed(DECIMALS);
    lat.value = at.lat.toFixed(DECIMALS);
    marker.setLngLat([at.lng, at.lat]).addTo(map);
    note.textContent = `${place.dataset.textPicked ?? ""} ${lon.value}, ${lat.value} `;
    note.append(clearButton(place.dataset.textClear ?? "", clear));
    lon.dispatchEvent(new Event("change", { bubbles: true }));
  };

  map.on("click", (event) => mark(event.lngLat));
  map.getCanvas().addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    mark(map.getCenter());
  });
  if (lon.value !== "" && lat.value !== "") {
    const kept = { lng: Number(lon.value), lat: Number(lat.value) };
    map.setCenter(kept);
    mark(kept);
  } else invite();
}

function inputsOf(place: HTMLElement): [HTMLInputElement, HTMLInputElement] | null {
  const form = place.closest("form");
  const lon = form?.elements.namedItem(place.dataset.lon ?? "lon");
  const lat = form?.elements.namedItem(place.dataset.lat ?? "lat");
  return lon instanceof HTMLInputElement && lat instanceof HTMLInputElement ? [lon, lat] : null;
}

function clearButton(label: string, clear: () => void): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button small";
  button.textContent = label;
  button.addEventListener("click", clear);
  return button;
}

function pin(): HTMLElement {
  const holder = document.createElement("div");
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 24 30");
  drawing.setAttribute("class", "map-pin");
  drawing.setAttribute("aria-hidden", "true");
  const drop = document.createElementNS(SVG, "path");
  drop.setAttribute("d", "M12 29C7 22 2 17 2 11a10 10 0 0 1 20 0c0 6-5 11-10 18Z");
  drop.setAttribute("fill", "currentColor");
  drop.setAttribute("stroke", "#fff");
  drop.setAttribute("stroke-width", "1.5");
  const eye = document.createElementNS(SVG, "circle");
  for (const [name, value] of [
    ["cx", "12"],
    ["cy", "11"],
    ["r", "3.8"],
    ["fill", "#fff"],
  ] as const) {
    eye.setAttribute(name, value);
  }
  drawing.append(drop, eye);
  holder.append(drawing);
  return holder;
}
