use std::collections::BTreeMap;

use huiyin_charts::{Chart, Flow, Link, Node, Plot};
use huiyin_db::{Result, Tx};
use huiyin_web::Ctx;

use super::asked::SOURCES;
use super::{Look, Names, chart as made, trends::told, words};
use crate::rules::looks::{Leg, shown, streams};
use crate::store::looks;

const STAGES: [&str; 4] = ["source", "class", "body", "outcome"];
/// Outcomes in the order in which one tells them.
const OUTCOMES: [&str; 6] = [
    "solved",
    "partly",
    "not_solved",
    "not_reached",
    "unsaid",
    "open",
];

/// Where matters come from, what they are about, who answers, how they end.
pub(super) async fn chart(ctx: &Ctx, tx: &mut Tx, look: &Look, is_public: bool) -> Result<Chart> {
    let rows = looks::flows(tx, look).await?;
    let legs = streams(&rows);
    let names = Names::of(ctx, tx).await?;
    let seen = if is_public {
        shown(&legs)
    } else {
        vec![true; legs.len()]
    };
    let all: Vec<u64> = rows.iter().map(|it| u64::from(it.matters)).collect();
    let plot = Plot::Flow(flow(ctx, &names, &legs, &seen));
    let words = words(ctx, "statistics-looks-flow");
    Ok(made(ctx, "flows", words, told(&all, is_public), plot))
}

/// A node's place: its stage, then the order of the register to which it belongs.
fn order(names: &Names<'_>, stage: usize, code: &str) -> (usize, usize, String) {
    let listed = |list: &[&str]| list.iter().position(|it| *it == code).unwrap_or(usize::MAX);
    let place = match stage {
        0 => listed(&SOURCES),
        2 => names.place_of_body(code),
        3 => listed(&OUTCOMES),
        _ => 0,
    };
    (stage, place, code.to_owned())
}

fn name(names: &Names<'_>, stage: usize, code: &str) -> String {
    match stage {
        0 => names.source(code),
        1 => names.class(code),
        2 => names.body(code),
        _ => names.outcome(code),
    }
}

fn flow(ctx: &Ctx, names: &Names<'_>, legs: &[Leg], seen: &[bool]) -> Flow {
    let mut places: BTreeMap<(usize, usize, String), usize> = BTreeMap::new();
    for leg in legs {
        places.insert(order(names, leg.stage, &leg.from), 0);
        places.insert(order(names, leg.stage + 1, &leg.to), 0);
    }
    for (index, place) in places.values_mut().enumerate() {
        *place = index;
    }
    let node = |(stage, _, code): &(usize, usize, String)| Node {
        stage: *stage,
        name: name(names, *stage, code),
    };
    let at = |stage: usize, code: &str| places.get(&order(names, stage, code)).copied();
    let mut links: Vec<Link> = legs
        .iter()
        .zip(seen)
        .filter_map(|(leg, seen)| {
            Some(Link {
                from: at(leg.stage, &leg.from)?,
                to: at(leg.stage + 1, &leg.to)?,
                value: seen.then(|| f64::from(leg.matters)),
            })
        })
        .collect();
    links.sort_by_key(|link| (link.from, link.to));
    Flow {
        stages: STAGES
            .iter()
            .map(|stage| ctx.t(&format!("statistics-looks-stage-{stage}")))
            .collect(),
        nodes: places.keys().map(node).collect(),
        links,
    }
}
