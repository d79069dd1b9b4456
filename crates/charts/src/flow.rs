use crate::across;
use crate::axes::count;
use crate::chart::{Bars, Chart, Flow, Link, MOST_LINKS, Series, Way, sound};
use crate::size::Size;
use crate::svg::{Anchor, Svg};
use crate::text;

/// A node where it is drawn. Nodes stand in the order in which they came, that of their registers.
#[derive(Debug, Clone, Copy, Default)]
struct Placed {
    x: f64,
    y: f64,
    tall: f64,
    out: f64,
    into: f64,
}

/// Below this width the streams are told as a list of bars: four stages have no room there for
/// their names.
const ROOM_FOR_STAGES: f64 = 500.0;
const NODE_WIDTH: f64 = 10.0;

pub(crate) fn draw(svg: &mut Svg, size: Size, chart: &Chart, flow: &Flow) -> f64 {
    let links = sound_links(flow);
    if size.width < ROOM_FOR_STAGES {
        let bars = listed(chart, flow, &links);
        return across::draw(svg, size, chart, &bars, &bars.labels);
    }
    let sums = sums(flow, &links);
    let (mut placed, scale, height) = place(svg, size, flow, &sums);
    for link in &links {
        stream(svg, chart, flow, link, (&mut placed, scale));
    }
    let column = size.width / count(flow.stages.len().max(1));
    for (index, node) in flow.nodes.iter().enumerate() {
        if sums[index] <= 0.0 {
            continue;
        }
        let at = placed[index];
        let said = format!(
            "{} {}",
            node.name,
            text::number(sums[index], chart.decimals)
        );
        svg.area(0, (at.x, at.y), (NODE_WIDTH, at.tall), &said);
        let name = text::fit(&said, size.text, column - NODE_WIDTH - 8.0);
        let below = size.text.min(at.tall / 2.0 + size.text * 0.35);
        svg.text(
            (at.x + NODE_WIDTH + 4.0, at.y + below),
            Anchor::Start,
            &name,
        );
    }
    height
}

/// The streams as bars, each named by its ends.
fn listed(chart: &Chart, flow: &Flow, links: &[(Link, f64)]) -> Bars {
    let name = |link: &Link| {
        let (from, to) = (&flow.nodes[link.from], &flow.nodes[link.to]);
        format!("{} → {}", from.name, to.name)
    };
    Bars {
        labels: links.iter().map(|(link, _)| name(link)).collect(),
        series: vec![Series {
            name: chart.words.unit.clone(),
            values: links.iter().map(|(_, value)| Some(*value)).collect(),
        }],
        way: Way::Along,
        stacked: false,
        touching: false,
    }
}

/// Where the nodes stand, how high one unit is, and how high the drawing.
fn place(svg: &mut Svg, size: Size, flow: &Flow, sums: &[f64]) -> (Vec<Placed>, f64, f64) {
    let stages = flow.stages.len();
    let column = size.width / count(stages.max(1));
    let gap = size.text * 1.75;
    let of_stages = (0..stages).map(|stage| of_stage(flow, sums, stage));
    let (most, crowd) = of_stages.fold((0.0, 1), |(most, crowd), (sum, nodes)| {
        (f64::max(most, sum), crowd.max(nodes))
    });
    let body = (size.text * 18.0).max(240.0);
    let scale = if most > 0.0 { body / most } else { 0.0 };
    let top = size.text * 2.2;
    let mut placed = vec![Placed::default(); flow.nodes.len()];
    for (stage, name) in flow.stages.iter().enumerate() {
        let x = column * count(stage);
        let head = text::fit(name, size.text, column - 4.0);
        svg.text((x, size.text * 1.2), Anchor::Start, &head);
        let mut y = top;
        for (index, node) in flow.nodes.iter().enumerate() {
            if node.stage == stage && sums[index] > 0.0 {
                let tall = (sums[index] * scale).max(1.0);
                placed[index] = Placed {
                    x,
                    y,
                    tall,
                    out: y,
                    into: y,
                };
                y += tall + gap;
            }
        }
    }
    (placed, scale, top + body + gap * count(crowd) + 4.0)
}

/// Links that go forward between nodes that exist, with a value.
fn sound_links(flow: &Flow) -> Vec<(Link, f64)> {
    let forward = |link: &Link| {
        let ends = flow.nodes.get(link.from).zip(flow.nodes.get(link.to));
        ends.is_some_and(|(from, to)| from.stage < to.stage && to.stage < flow.stages.len())
    };
    let valued = |link: &Link| {
        sound(link.value)
            .filter(|it| *it > 0.0)
            .map(|it| (*link, it))
    };
    let links = flow.links.iter().filter(|it| forward(it));
    links.filter_map(valued).take(MOST_LINKS).collect()
}

/// What runs through each node: the larger of what comes in and what goes out.
fn sums(flow: &Flow, links: &[(Link, f64)]) -> Vec<f64> {
    let mut into = vec![0.0; flow.nodes.len()];
    let mut out = vec![0.0; flow.nodes.len()];
    for (link, value) in links {
        out[link.from] += value;
        into[link.to] += value;
    }
    into.iter()
        .zip(&out)
        .map(|(into, out)| f64::max(*into, *out))
        .collect()
}

fn of_stage(flow: &Flow, sums: &[f64], stage: usize) -> (f64, usize) {
    let here = flow.nodes.iter().zip(sums);
    let here = here.filter(|(node, sum)| node.stage == stage && **sum > 0.0);
    here.fold((0.0, 0), |(sum, nodes), (_, value)| {
        (sum + value, nodes + 1)
    })
}

fn stream(
    svg: &mut Svg,
    chart: &Chart,
    flow: &Flow,
    (link, value): &(Link, f64),
    (placed, scale): (&mut [Placed], f64),
) {
    let tall = value * scale;
    let (from, to) = (placed[link.from], placed[link.to]);
    let (x0, x1) = (from.x + NODE_WIDTH, to.x);
    let (y0, y1) = (from.out, to.into);
    let middle = f64::midpoint(x0, x1);
    let (z0, z1) = (y0 + tall, y1 + tall);
    let path = format!(
        "M{x0:.1} {y0:.1}C{middle:.1} {y0:.1} {middle:.1} {y1:.1} {x1:.1} {y1:.1}L{x1:.1} {z1:.1}\
         C{middle:.1} {z1:.1} {middle:.1} {z0:.1} {x0:.1} {z0:.1}z"
    );
    let names = (&flow.nodes[link.from].name, &flow.nodes[link.to].name);
    let said = format!(
        "{} → {}: {}",
        names.0,
        names.1,
        text::number(*value, chart.decimals)
    );
    svg.shape("stream", link.from, &path, &said);
    placed[link.from].out += tall;
    placed[link.to].into += tall;
}
