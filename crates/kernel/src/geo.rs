//! Places: points in whole 1e-7 degrees, the coordinate systems in use in China, and what the
//! public may see of a place (domain rules 20).
//!
//! Everything stored is in CGCS2000, which at the metre is WGS-84. [`Crs`] converts at the edge
//! and only there; outside China it changes nothing. [`TransverseMercator`] reads plane
//! coordinates such as those of city data sets. [`read_placement`] says when a file's points lie
//! oddly. Floating point is fine here: no right or deadline hangs on a centimetre.

mod crs;
mod placement;
mod point;
mod projection;

pub use crs::{Crs, CrsError, in_china};
pub use placement::{Placement, Reading, Region, read_placement};
pub use point::{BBox, GeoError, Point, distance_metres, generalise};
pub use projection::TransverseMercator;
