//! Charts as SVG, drawn on the server: for the public page, for print, for elder mode and for
//! whoever has no script.
//!
//! # Invariants
//! * Pure: values in, text out; the same chart and size give the same bytes.
//! * Every chart has a title and a description, which a screen reader speaks, and a
//!   [`Table`] that says all that the drawing says.
//! * Colour never speaks alone: series differ by pattern, dash and mark as well, and the cells of
//!   a calendar by their size.
//! * No style attribute and no script, so that a strict content security policy lets it through.
//!   Colours come from the classes `s0` to `s7`; the attributes beside them serve a drawing that
//!   stands alone.
//! * Nothing that is drawn is not a number: what is not finite is a gap, what is negative is
//!   nothing, what is beyond [`MOST_VALUE`] is that. Any text is escaped, and cut where it has no
//!   room; the table has it whole.
//! * Bounded: no more than [`MOST_POINTS`] labels, [`MOST_SERIES`] series and [`MOST_LINKS`] links
//!   are drawn.

mod across;
mod axes;
mod chart;
mod draw;
mod flow;
mod heat;
mod legend;
mod lines;
mod scale;
mod size;
mod svg;
mod table;
mod text;
mod upright;

pub use chart::{
    Band, Bars, Chart, Flow, Heat, HeatRow, Lines, Link, MOST_LINKS, MOST_POINTS, MOST_SERIES,
    MOST_VALUE, Node, Plot, Series, Way, Words,
};
pub use draw::draw;
pub use size::Size;
pub use table::{Table, TableRow};
