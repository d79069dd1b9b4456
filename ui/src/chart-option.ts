// What ECharts is told about a chart of ours. Pure: a chart and the look of the page in, options out.

type Value = number | null;
type Series = { name: string; values: Value[] };
type Band = { name: string; low: Value[]; high: Value[] };

export type Plot =
  | {
      kind: "bars";
      labels: string[];
      series: Series[];
      way: "up" | "along";
      stacked: boolean;
      touching: boolean;
    }
  | { kind: "lines"; labels: string[]; series: Series[]; band: Band | null }
  | {
      kind: "flow";
      stages: string[];
      nodes: { stage: number; name: string }[];
      links: { from: number; to: number; value: Value }[];
    }
  | { kind: "heat"; columns: string[]; rows: { label: string; values: Value[] }[] };

export type Chart = {
  title: string;
  description: string;
  words: { unit: string; gap: string };
  plot: Plot;
};

export type Look = { read: (name: string) => string; size: number; font: string; still: boolean };

const COLOURS = ["#0b625e", "#b4540a", "#1c5687", "#a5251b", "#6b5b95", "#5b7a1f", "#8a6d00", "#515b57"];
const ROWS_LONG = 14;

export function optionOf(chart: Chart, look: Look): object | null {
  const body = bodyOf(chart, look);
  if (!body) return null;
  return {
    animation: !look.still,
    color: [look.read("--accent") || COLOURS[0], ...COLOURS.slice(1)],
    textStyle: { fontFamily: look.font, fontSize: look.size, color: look.read("--ink") },
    // Patterns tell the series apart where colours do not.
    aria: { enabled: true, label: { enabled: false }, decal: { show: true } },
    // Markup in a tooltip would need style attributes, which our content policy refuses.
    tooltip: { renderMode: "richText", confine: true, trigger: "item" },
    ...body,
  };
}

function bodyOf(chart: Chart, look: Look): object | null {
  const plot = chart.plot;
  switch (plot.kind) {
    case "bars":
      return plot.labels.length > 0 ? bars(chart, plot, look) : null;
    case "lines":
      return plot.labels.length > 0 ? lines(chart, plot, look) : null;
    case "flow":
      return plot.links.some((it) => it.value) ? flow(plot, look) : null;
    case "heat":
      return plot.rows.length > 0 ? heat(plot, look) : null;
  }
}

function axes(chart: Chart, labels: string[], lying: boolean, look: Look): object {
  const text = { color: look.read("--ink"), fontSize: look.size };
  const names = { type: "category", data: labels, axisLabel: text, inverse: lying };
  const values = {
    type: "value",
    name: chart.words.unit,
    minInterval: 1,
    axisLabel: text,
    nameTextStyle: text,
    splitLine: { lineStyle: { color: look.read("--line") } },
  };
  return {
    grid: { left: 8, right: 24, top: 48, bottom: lying ? 8 : 56, containLabel: true },
    legend: { top: 0, textStyle: text },
    xAxis: lying ? values : names,
    yAxis: lying ? names : values,
    dataZoom: lying ? [] : [{ type: "slider", height: 20, bottom: 8, brushSelect: false }],
  };
}

function bars(chart: Chart, plot: Extract<Plot, { kind: "bars" }>, look: Look): object {
  return {
    ...axes(chart, plot.labels, plot.way === "along", look),
    series: plot.series.map((it) => ({
      type: "bar",
      name: it.name,
      data: it.values,
      stack: plot.stacked ? "all" : undefined,
      barCategoryGap: plot.touching ? "2%" : "28%",
      barMaxWidth: plot.touching ? undefined : 64,
    })),
  };
}

/** The band is two stacked areas, the lower of them unseen. */
function lines(chart: Chart, plot: Extract<Plot, { kind: "lines" }>, look: Look): object {
  const area = (name: string, data: Value[], opacity: number): object => ({
    type: "line",
    name,
    data,
    stack: "band",
    symbol: "none",
    lineStyle: { opacity: 0 },
    areaStyle: { opacity, color: look.read("--ink-soft") },
    silent: true,
  });
  const band = plot.band;
  const wide = band?.high.map((high, at) => (high === null ? null : high - (band.low[at] ?? 0)));
  const names = plot.series.map((it) => it.name);
  const found = axes(chart, plot.labels, false, look) as { legend: object };
  return {
    ...found,
    legend: { ...found.legend, data: band ? [...names, band.name] : names },
    series: [
      ...plot.series.map((it) => ({
        type: "line",
        name: it.name,
        data: it.values,
        connectNulls: false,
        z: 3,
      })),
      ...(band && wide ? [area("", band.low, 0), area(band.name, wide, 0.25)] : []),
    ],
  };
}

function flow(plot: Extract<Plot, { kind: "flow" }>, look: Look): object {
  // Two nodes of different stages may have the same name, so they are known by their place.
  const names = plot.nodes.map((it) => it.name);
  const nameOf = (key: string | undefined): string => names[Number(key)] ?? "";
  return {
    tooltip: {
      renderMode: "richText",
      confine: true,
      formatter: (it: {
        dataType?: string;
        name: string;
        value: number;
        data: { source?: string; target?: string };
      }): string =>
        it.dataType === "edge"
          ? `${nameOf(it.data.source)} → ${nameOf(it.data.target)}: ${it.value}`
          : `${nameOf(it.name)}: ${it.value}`,
    },
    series: [
      {
        type: "sankey",
        top: 8,
        bottom: 8,
        left: 8,
        right: 140,
        // The order of the registers, not one that puts the largest first.
        layoutIterations: 0,
        nodeGap: 14,
        draggable: false,
        emphasis: { focus: "adjacency" },
        data: plot.nodes.map((it, at) => ({ name: String(at), depth: it.stage })),
        links: plot.links
          .filter((it) => it.value)
          .map((it) => ({ source: String(it.from), target: String(it.to), value: it.value })),
        label: {
          color: look.read("--ink"),
          fontSize: look.size,
          formatter: (it: { name: string }) => nameOf(it.name),
        },
        lineStyle: { color: "source", opacity: 0.3 },
      },
    ],
  };
}

function heat(plot: Extract<Plot, { kind: "heat" }>, look: Look): object {
  const turned = plot.rows.length > ROWS_LONG;
  const weeks = plot.rows.map((it) => it.label);
  const text = { color: look.read("--ink"), fontSize: look.size };
  const cells = plot.rows.flatMap((row, week) =>
    row.values.flatMap((value, day) =>
      value === null ? [] : [turned ? [week, day, value] : [day, week, value]],
    ),
  );
  const most = Math.max(1, ...cells.map((it) => it[2] ?? 0));
  return {
    grid: { left: 8, right: 8, top: 32, bottom: 56, containLabel: true },
    xAxis: { type: "category", data: turned ? weeks : plot.columns, position: "top", axisLabel: text },
    yAxis: { type: "category", data: turned ? plot.columns : weeks, inverse: true, axisLabel: text },
    aria: { enabled: false },
    visualMap: {
      min: 0,
      max: most,
      calculable: true,
      orient: "horizontal",
      left: 0,
      bottom: 0,
      textStyle: text,
      inRange: { color: [look.read("--sunken"), look.read("--accent")] },
    },
    series: [{ type: "heatmap", data: cells, label: { show: !turned, fontSize: look.size } }],
  };
}
