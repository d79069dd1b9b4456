//! The rows of the sheet `survey`, as questions within groups.

use std::collections::BTreeMap;

use huiyin_kernel::Said;

use super::sheet::{CellRow, Cells, Layout};
use super::{Refusal, Sheet};
use crate::bounds::REFUSALS_MAX;
use crate::expr::Expr;
use crate::fault::FormFault;
use crate::model::{Group, Kind, Meaning, Part, Question};
use crate::name::Name;

pub(super) const LAYOUT: Layout = Layout {
    plain: &[
        "type",
        "name",
        "required",
        "relevant",
        "constraint",
        "consent",
        "sensitive",
        "meaning",
    ],
    said: &["label", "hint", "purpose", "constraint_message"],
};

const MATTER: &str = "matter";

#[derive(Default)]
pub(super) struct Survey {
    pub(super) parts: Vec<Part>,
    /// Where each question and group stands.
    pub(super) rows: BTreeMap<String, u64>,
}

struct Open {
    group: Group,
    row: u64,
}

struct Reader<'a> {
    cells: &'a Cells,
    refusals: &'a mut Vec<Refusal>,
    survey: Survey,
    open: Vec<Open>,
}

pub(super) fn read(cells: &Cells, refusals: &mut Vec<Refusal>) -> Survey {
    let mut reader = Reader {
        cells,
        refusals,
        survey: Survey::default(),
        open: Vec::new(),
    };
    for row in &cells.rows {
        reader.row(row);
    }
    while let Some(left) = reader.open.pop() {
        let name = left.group.name.to_string();
        reader.refuse(left.row, "type", FormFault::GroupOpen(name));
        reader.place(Part::Group(left.group));
    }
    reader.survey
}

impl Reader<'_> {
    fn refuse(&mut self, row: u64, column: &str, fault: FormFault) {
        if self.refusals.len() < REFUSALS_MAX {
            self.refusals.push(Refusal {
                sheet: Sheet::Survey,
                row,
                column: column.to_owned(),
                fault,
            });
        }
    }

    fn place(&mut self, part: Part) {
        match self.open.last_mut() {
            Some(around) => around.group.parts.push(part),
            None => self.survey.parts.push(part),
        }
    }

    fn row(&mut self, row: &CellRow) {
        let kind = self.cells.get(row, "type");
        let words: Vec<&str> = kind.split_whitespace().collect();
        let joined = words.join("_").to_ascii_lowercase();
        match joined.as_str() {
            "begin_group" => self.begin(row),
            "end_group" => match self.open.pop() {
                Some(closed) => self.place(Part::Group(closed.group)),
                None => self.refuse(row.number, "type", FormFault::GroupNotOpen),
            },
            _ => match kind_of(&words) {
                Ok(kind) => self.question(row, kind),
                Err(fault) => self.refuse(row.number, "type", fault),
            },
        }
    }

    /// The name is noted with its row at once, so that what is found later can say where.
    fn name(&mut self, row: &CellRow) -> Option<Name> {
        let text = self.cells.get(row, "name");
        match Name::question(text) {
            Ok(name) => {
                self.survey
                    .rows
                    .entry(name.to_string())
                    .or_insert(row.number);
                Some(name)
            }
            Err(error) => {
                self.refuse(row.number, "name", FormFault::Name(error.0));
                None
            }
        }
    }

    fn expr(&mut self, row: &CellRow, column: &str) -> Option<Expr> {
        let text = self.cells.get(row, column);
        if text.is_empty() {
            return None;
        }
        match Expr::parse(text) {
            Ok(expr) => Some(expr),
            Err(error) => {
                self.refuse(row.number, column, FormFault::Expr(error));
                None
            }
        }
    }

    fn yes_or_no(&mut self, row: &CellRow, column: &str) -> bool {
        let text = self.cells.get(row, column);
        match text.to_ascii_lowercase().as_str() {
            "" | "no" | "false" | "false()" => false,
            "yes" | "true" | "true()" => true,
            _ => {
                self.refuse(row.number, column, FormFault::Value(text.to_owned()));
                false
            }
        }
    }

    fn nothing_in(&mut self, row: &CellRow, columns: &[&str]) {
        for column in columns {
            let said = self.cells.said(row, column).is_some();
            if said || !self.cells.get(row, column).is_empty() {
                self.refuse(row.number, column, FormFault::Column((*column).to_owned()));
            }
        }
    }

    fn begin(&mut self, row: &CellRow) {
        let meaning = self.cells.get(row, "meaning");
        if !meaning.is_empty() && meaning != MATTER {
            self.refuse(
                row.number,
                "meaning",
                FormFault::Meaning(meaning.to_owned()),
            );
        }
        self.nothing_in(
            row,
            &[
                "hint",
                "required",
                "purpose",
                "constraint",
                "constraint_message",
                "consent",
                "sensitive",
            ],
        );
        let relevant = self.expr(row, "relevant");
        // A group without a name is opened all the same, or its end would close another.
        let name = match self.name(row) {
            Some(name) => name,
            None => match Name::question(&format!("group_in_row_{}", row.number)) {
                Ok(name) => name,
                Err(_) => return,
            },
        };
        self.open.push(Open {
            group: Group {
                name,
                label: self.label(row),
                relevant,
                matter: meaning == MATTER,
                parts: Vec::new(),
            },
            row: row.number,
        });
    }

    fn label(&self, row: &CellRow) -> Said {
        self.cells
            .said(row, "label")
            .unwrap_or_else(|| Said::new("", ""))
    }

    fn question(&mut self, row: &CellRow, kind: Kind) {
        let required = self.yes_or_no(row, "required");
        let purpose = self.cells.said(row, "purpose");
        if required && purpose.is_none() {
            self.refuse(row.number, "purpose", FormFault::NoPurpose);
        }
        if !required && purpose.is_some() {
            self.refuse(
                row.number,
                "purpose",
                FormFault::Value("required = no".to_owned()),
            );
        }
        let meaning = self.meaning(row);
        let consent = self.consent(row);
        let sensitive = self.yes_or_no(row, "sensitive");
        let (relevant, constraint) = (self.expr(row, "relevant"), self.expr(row, "constraint"));
        let Some(name) = self.name(row) else {
            return;
        };
        let question = Question {
            name,
            kind,
            label: self.label(row),
            hint: self.cells.said(row, "hint"),
            required_for: purpose.filter(|_| required),
            relevant,
            constraint,
            constraint_message: self.cells.said(row, "constraint_message"),
            consent,
            sensitive,
            meaning,
        };
        self.place(Part::Question(Box::new(question)));
    }

    fn meaning(&mut self, row: &CellRow) -> Option<Meaning> {
        let text = self.cells.get(row, "meaning");
        let meaning = Meaning::from_word(text);
        if meaning.is_none() && !text.is_empty() {
            self.refuse(row.number, "meaning", FormFault::Meaning(text.to_owned()));
        }
        meaning
    }

    fn consent(&mut self, row: &CellRow) -> Option<Name> {
        let text = self.cells.get(row, "consent");
        if text.is_empty() {
            return None;
        }
        let name = Name::question(text).ok();
        if name.is_none() {
            self.refuse(row.number, "consent", FormFault::Consent(text.to_owned()));
        }
        name
    }
}

fn kind_of(words: &[&str]) -> Result<Kind, FormFault> {
    let list = |text: &str| Name::choice(text).map_err(|_| FormFault::List(text.to_owned()));
    let refused = || FormFault::Type(words.join(" "));
    match words {
        ["text"] => Ok(Kind::Text),
        ["integer"] => Ok(Kind::Integer),
        ["decimal"] => Ok(Kind::Decimal),
        ["date"] => Ok(Kind::Date),
        ["time"] => Ok(Kind::Time),
        ["note"] => Ok(Kind::Note),
        ["image"] => Ok(Kind::Image),
        ["geopoint"] => Ok(Kind::Geopoint),
        ["select_one", name] => Ok(Kind::SelectOne(list(name)?)),
        ["select_multiple", name] => Ok(Kind::SelectMultiple(list(name)?)),
        _ => Err(refused()),
    }
}
