//! The map's columns bound to the columns of one file.

use std::collections::BTreeMap;

use super::field::{Binding, Field, Table};
use super::map::MapError;
use super::map_file::{ColumnsSection, FieldFile};

#[derive(Debug, Clone)]
pub(super) struct Bound {
    pub(super) number: Field,
    pub(super) text: Field,
    pub(super) received_at: Field,
    pub(super) title: Option<Field>,
    pub(super) kind: Option<Field>,
    pub(super) category: Option<Field>,
    pub(super) source: Option<Field>,
    pub(super) contacted_at: Option<Field>,
    pub(super) closed_at: Option<Field>,
    pub(super) due: Option<Field>,
    pub(super) status: Option<Field>,
    pub(super) outcome: Option<Field>,
    pub(super) body: Option<Field>,
    pub(super) area: Option<Field>,
    pub(super) place: Option<Field>,
    pub(super) place_public: Option<Field>,
    pub(super) reply: Option<Field>,
    pub(super) replied_at: Option<Field>,
    pub(super) point: Option<(Field, Field)>,
}

impl Bound {
    pub(super) fn new(
        columns: &ColumnsSection,
        header: &[String],
        tables: &BTreeMap<String, Table>,
    ) -> Result<Self, MapError> {
        let binding = Binding { header, tables };
        let one = |field: &FieldFile| Field::bind(field, &binding);
        let maybe = |field: &Option<FieldFile>| field.as_ref().map(one).transpose();
        Ok(Self {
            number: one(&columns.number)?,
            text: one(&columns.text)?,
            received_at: one(&columns.received_at)?,
            title: maybe(&columns.title)?,
            kind: maybe(&columns.kind)?,
            category: maybe(&columns.category)?,
            source: maybe(&columns.source)?,
            contacted_at: maybe(&columns.contacted_at)?,
            closed_at: maybe(&columns.closed_at)?,
            due: maybe(&columns.due)?,
            status: maybe(&columns.status)?,
            outcome: maybe(&columns.outcome)?,
            body: maybe(&columns.body)?,
            area: maybe(&columns.area)?,
            place: maybe(&columns.place)?,
            place_public: maybe(&columns.place_public)?,
            reply: maybe(&columns.reply)?,
            replied_at: maybe(&columns.replied_at)?,
            point: maybe(&columns.x)?.zip(maybe(&columns.y)?),
        })
    }
}
