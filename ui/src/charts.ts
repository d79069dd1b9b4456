// Charts at desks: the same chart that the server has drawn, with values under the pointer and a
// stretch of time to choose. The drawing and the table stay the truth; where this fails, they stand.
import { BarChart, HeatmapChart, LineChart, SankeyChart } from "echarts/charts";
import {
  AriaComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  VisualMapComponent,
} from "echarts/components";
import { type EChartsCoreOption, init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { type Chart, optionOf } from "./chart-option.ts";

// Canvas: the SVG renderer writes style elements, which our content policy refuses.
use([
  AriaComponent,
  BarChart,
  CanvasRenderer,
  DataZoomComponent,
  GridComponent,
  HeatmapChart,
  LegendComponent,
  LineChart,
  SankeyChart,
  TooltipComponent,
  VisualMapComponent,
]);

const WIDE = "(min-width: 52rem)";

for (const data of document.querySelectorAll<HTMLScriptElement>("script[data-chart]")) bringToLife(data);

function bringToLife(data: HTMLScriptElement): void {
  const figure = data.closest("figure");
  const still = figure?.querySelector<HTMLElement>("[data-chart-still]");
  if (!figure || !still || !matchMedia(WIDE).matches) return;
  let chart: Chart;
  try {
    chart = JSON.parse(data.textContent ?? "");
  } catch {
    return;
  }
  const place = document.createElement("div");
  place.className = "chart-live";
  // The drawing that stays for print says the same in words; a second voice would only repeat it.
  place.setAttribute("role", "img");
  place.setAttribute("aria-label", `${chart.title}. ${chart.description}`);
  still.after(place);
  const style = getComputedStyle(figure);
  const option = optionOf(chart, {
    read: (name) => style.getPropertyValue(name).trim(),
    size: Number.parseFloat(style.fontSize) || 16,
    font: style.fontFamily,
    still: matchMedia("(prefers-reduced-motion: reduce)").matches,
  });
  if (!option) {
    place.remove();
    return;
  }
  still.hidden = true;
  if (chart.plot.kind === "flow") place.classList.add("tall");
  const live = init(place, undefined, { renderer: "canvas" });
  live.setOption(option as EChartsCoreOption);
  new ResizeObserver(() => live.resize()).observe(place);
}
