//! The nearest other stops of each stop, by a grid: no table of distances.

use crate::chance::whole;
use crate::fixed::{at, index};

/// Neighbours kept of each stop.
pub(crate) const NEAR_MOST: usize = 80;
/// Stops looked at, after which the search for neighbours ends with those that it has.
const SEEN_MOST: usize = 40 * NEAR_MOST;
/// Stops that a cell of the grid holds on average.
const IN_CELL: usize = 4;

#[derive(Debug)]
pub(crate) struct Near {
    /// Where the list of each stop begins.
    starts: Vec<u32>,
    /// Each with the seconds on foot to it.
    list: Vec<(u32, i32)>,
}

struct Grid {
    cell: f64,
    corner: (f64, f64),
    columns: usize,
    rows: usize,
    /// Where the stops of a cell begin in `stops`.
    starts: Vec<u32>,
    stops: Vec<u32>,
}

impl Near {
    /// Only stops that may share a route are neighbours; `may_meet` says which.
    pub(crate) fn new(
        points: &[(f64, f64)],
        walk: impl Fn((f64, f64), (f64, f64)) -> i32,
        may_meet: impl Fn(usize, usize) -> bool,
    ) -> Self {
        let each = NEAR_MOST.min(points.len().saturating_sub(1));
        let grid = Grid::new(points);
        let mut starts = Vec::with_capacity(points.len() + 1);
        let mut list = Vec::with_capacity(each * points.len());
        let mut found = Vec::new();
        starts.push(0);
        for stop in 0..points.len() {
            grid.nearest(points, stop, each, &may_meet, &mut found);
            let with_way = |it: &(f64, u32)| (it.1, walk(points[stop], points[at(it.1)]));
            list.extend(found.iter().map(with_way));
            starts.push(index(list.len()));
        }
        Self { starts, list }
    }

    /// The nearest first; equally near ones by their number.
    pub(crate) fn of(&self, stop: u32) -> impl Iterator<Item = u32> + '_ {
        self.with_seconds(stop).iter().map(|it| it.0)
    }

    /// The same with the seconds on foot to each.
    pub(crate) fn with_seconds(&self, stop: u32) -> &[(u32, i32)] {
        &self.list[at(self.starts[at(stop)])..at(self.starts[at(stop) + 1])]
    }
}

fn square(one: (f64, f64), other: (f64, f64)) -> f64 {
    (one.0 - other.0) * (one.0 - other.0) + (one.1 - other.1) * (one.1 - other.1)
}

impl Grid {
    fn new(points: &[(f64, f64)]) -> Self {
        let least = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).fold(f64::MAX, f64::min);
        let most = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).fold(f64::MIN, f64::max);
        let corner = (least(|it| it.0), least(|it| it.1));
        let (wide, high) = (most(|it| it.0) - corner.0, most(|it| it.1) - corner.1);
        let cells = f64::from(index((points.len() / IN_CELL).max(1)));
        // A line of stops has no area, so each side counts at least a little.
        let cell = ((wide.max(1.0) * high.max(1.0)) / cells).sqrt().max(1.0);
        let count = |length: f64| usize::try_from(whole(length / cell)).unwrap_or(0) + 1;
        let (columns, rows) = (count(wide), count(high));
        let mut grid = Self {
            cell,
            corner,
            columns,
            rows,
            starts: vec![0; columns * rows + 1],
            stops: vec![0; points.len()],
        };
        for point in points {
            let cell = grid.cell_of(*point);
            grid.starts[cell.1 * columns + cell.0 + 1] += 1;
        }
        for cell in 1..grid.starts.len() {
            grid.starts[cell] += grid.starts[cell - 1];
        }
        let mut next = grid.starts.clone();
        for (stop, point) in points.iter().enumerate() {
            let (column, row) = grid.cell_of(*point);
            let place = &mut next[row * columns + column];
            grid.stops[at(*place)] = index(stop);
            *place += 1;
        }
        grid
    }

    fn cell_of(&self, point: (f64, f64)) -> (usize, usize) {
        let number = |length: f64, most: usize| {
            usize::try_from(whole(length / self.cell))
                .unwrap_or(0)
                .min(most - 1)
        };
        (
            number(point.0 - self.corner.0, self.columns),
            number(point.1 - self.corner.1, self.rows),
        )
    }

    /// Rings of cells around the stop, until what lies outside cannot be nearer.
    fn nearest(
        &self,
        points: &[(f64, f64)],
        stop: usize,
        wanted: usize,
        may_meet: &impl Fn(usize, usize) -> bool,
        found: &mut Vec<(f64, u32)>,
    ) {
        found.clear();
        let here = points[stop];
        let (column, row) = self.cell_of(here);
        let order = |one: &(f64, u32), other: &(f64, u32)| {
            one.0.total_cmp(&other.0).then(one.1.cmp(&other.1))
        };
        let mut seen = 0;
        for ring in 0..=self.columns.max(self.rows) {
            self.visit_ring((column, row), ring, |other| {
                seen += 1;
                if at(other) != stop && may_meet(stop, at(other)) {
                    found.push((square(here, points[at(other)]), other));
                }
            });
            if found.len() >= wanted {
                let reach = f64::from(index(ring)) * self.cell;
                let inside = found.iter().filter(|it| it.0 <= reach * reach).count();
                if inside >= wanted {
                    break;
                }
            }
            // Somebody with hours like nobody else must not make us look at the whole district.
            if seen > SEEN_MOST {
                break;
            }
        }
        if found.len() > wanted && wanted > 0 {
            found.select_nth_unstable_by(wanted - 1, order);
        }
        found.truncate(wanted);
        found.sort_unstable_by(order);
    }

    fn visit_ring(&self, centre: (usize, usize), ring: usize, mut visit: impl FnMut(u32)) {
        let top = centre.1.saturating_sub(ring);
        let bottom = (centre.1 + ring).min(self.rows - 1);
        for row in top..=bottom {
            let is_edge = row + ring == centre.1 || row == centre.1 + ring;
            let left = centre.0.checked_sub(ring);
            let right = Some(centre.0 + ring).filter(|it| *it < self.columns);
            if is_edge {
                let from = left.unwrap_or(0);
                let to = right.unwrap_or(self.columns - 1);
                (from..=to).for_each(|column| self.visit_cell(column, row, &mut visit));
                continue;
            }
            for column in left.into_iter().chain(right) {
                self.visit_cell(column, row, &mut visit);
            }
        }
    }

    fn visit_cell(&self, column: usize, row: usize, visit: &mut impl FnMut(u32)) {
        let cell = row * self.columns + column;
        let stops = at(self.starts[cell])..at(self.starts[cell + 1]);
        self.stops[stops].iter().for_each(|stop| visit(*stop));
    }
}

#[cfg(test)]
mod tests {
    use super::{NEAR_MOST, Near, square};
    use crate::chance::Chance;
    use crate::fixed::{at, index};

    #[test]
    fn the_grid_finds_what_looking_at_all_finds() {
        let mut chance = Chance::new(3, 0);
        let mut draw = |most: usize| f64::from(index(chance.below(most)));
        let points: Vec<(f64, f64)> = (0..400)
            .map(|number| match number % 3 {
                0 => (draw(40), draw(40)),
                1 => (draw(9_000), draw(50)),
                _ => (draw(9_000), draw(7_000)),
            })
            .collect();
        let near = Near::new(&points, |_, _| 0, |_, _| true);
        for stop in 0..points.len() {
            let mut all: Vec<(f64, u32)> = (0..points.len())
                .filter(|other| *other != stop)
                .map(|other| (square(points[stop], points[other]), index(other)))
                .collect();
            all.sort_unstable_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
            let expected: Vec<u32> = all.iter().take(NEAR_MOST).map(|it| it.1).collect();
            assert_eq!(
                near.of(index(stop)).collect::<Vec<_>>(),
                expected,
                "stop {stop}"
            );
        }
        assert!(at(near.with_seconds(0)[0].0) < points.len());
    }

    #[test]
    fn neighbours_are_only_those_that_may_meet() {
        let mut chance = Chance::new(4, 0);
        let mut draw = || f64::from(index(chance.below(1_000)));
        let points: Vec<(f64, f64)> = (0..300).map(|_| (draw(), draw())).collect();
        let near = Near::new(&points, |_, _| 0, |one, other| one % 3 == other % 3);
        for stop in 0..points.len() {
            let found: Vec<u32> = near.of(index(stop)).collect();
            assert_eq!(found.len(), NEAR_MOST, "a third of all are enough");
            assert!(found.iter().all(|it| at(*it) % 3 == stop % 3));
        }
    }

    #[test]
    fn one_stop_and_many_at_one_place_are_no_trouble() {
        assert!(
            Near::new(&[(5.0, 5.0)], |_, _| 0, |_, _| true)
                .with_seconds(0)
                .is_empty()
        );
        let same = vec![(1.0, 1.0); 100];
        assert_eq!(
            Near::new(&same, |_, _| 0, |_, _| true)
                .with_seconds(9)
                .len(),
            NEAR_MOST
        );
    }
}
