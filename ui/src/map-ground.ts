// What lies under the points: configured tiles, or a grid of degrees in the page's own colours.
import type { StyleSpecification } from "maplibre-gl";

export type Colours = { paper: string; grid: string; line: string };

export function coloursOf(place: HTMLElement): Colours {
  const style = getComputedStyle(place);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  return { paper: read("--sunken"), grid: read("--line"), line: read("--line-strong") };
}

export function pairOf(text: string | undefined): [number, number] | null {
  const [lon, lat, ...rest] = (text ?? "").split(",").map(Number);
  if (lon === undefined || lat === undefined || rest.length > 0) return null;
  return Number.isFinite(lon) && Number.isFinite(lat) && text !== "" ? [lon, lat] : null;
}

export function styleOf(place: HTMLElement): StyleSpecification | string {
  if (place.dataset.tiles) return new URL(place.dataset.tiles, location.href).href;
  const colours = coloursOf(place);
  const ground = {
    version: 8 as const,
    layers: [{ id: "paper", type: "background" as const, paint: { "background-color": colours.paper } }],
  };
  if (place.dataset.raster) {
    return {
      ...ground,
      sources: {
        ground: {
          type: "raster",
          tiles: [decodeURI(new URL(place.dataset.raster, location.href).href)],
          tileSize: 256,
        },
      },
      layers: [...ground.layers, { id: "ground", type: "raster", source: "ground" }],
    };
  }
  return {
    ...ground,
    sources: { grid: { type: "geojson", data: gridAround(pairOf(place.dataset.center) ?? [106.55, 29.58]) } },
    layers: [
      ...ground.layers,
      { id: "grid", type: "line", source: "grid", paint: { "line-color": colours.grid, "line-width": 1 } },
    ],
  };
}

const GRID_STEP_DEGREES = 0.01;
const GRID_LINES_EACH_WAY = 40;

/** About one kilometre a field: enough to feel how the map moves and how far things lie apart. */
function gridAround([lon, lat]: [number, number]): GeoJSON.MultiLineString {
  const reach = GRID_STEP_DEGREES * GRID_LINES_EACH_WAY;
  const west = Math.round(lon / GRID_STEP_DEGREES) * GRID_STEP_DEGREES - reach;
  const south = Math.round(lat / GRID_STEP_DEGREES) * GRID_STEP_DEGREES - reach;
  const coordinates: [number, number][][] = [];
  for (let line = 0; line <= 2 * GRID_LINES_EACH_WAY; line += 1) {
    const offset = line * GRID_STEP_DEGREES;
    coordinates.push([
      [west + offset, south],
      [west + offset, south + 2 * reach],
    ]);
    coordinates.push([
      [west, south + offset],
      [west + 2 * reach, south + offset],
    ]);
  }
  return { type: "MultiLineString", coordinates };
}
