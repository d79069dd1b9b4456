use std::collections::BTreeMap;

use super::sheet::Cells;
use super::{Refusal, Sheet, choices, settings, survey};
use crate::bounds::REFUSALS_MAX;
use crate::fault::{FormFault, Misfit};
use crate::model::Form;
use crate::verify::verify;

/// A form as files: one workbook, or one table for each sheet.
#[derive(Debug, Clone, Copy)]
pub enum Source<'a> {
    Workbook(&'a [u8]),
    Tables {
        survey: &'a [u8],
        choices: &'a [u8],
        settings: &'a [u8],
    },
}

impl<'a> Source<'a> {
    const fn of(self, sheet: Sheet) -> &'a [u8] {
        match (self, sheet) {
            (Self::Workbook(bytes), _) => bytes,
            (Self::Tables { survey, .. }, Sheet::Survey) => survey,
            (Self::Tables { choices, .. }, Sheet::Choices) => choices,
            (Self::Tables { settings, .. }, Sheet::Settings) => settings,
        }
    }
}

/// A form that holds together, or all that speaks against it, in the order of the file.
pub fn import(source: Source<'_>) -> Result<Form, Vec<Refusal>> {
    let mut refusals = Vec::new();
    let survey = Cells::read(
        source.of(Sheet::Survey),
        Sheet::Survey,
        &survey::LAYOUT,
        &mut refusals,
    );
    let Some(survey) = survey else {
        if refusals.is_empty() {
            refusals.push(whole(Sheet::Survey, FormFault::SheetMissing));
        }
        return Err(refusals);
    };
    let choices = Cells::read(
        source.of(Sheet::Choices),
        Sheet::Choices,
        &choices::LAYOUT,
        &mut refusals,
    );
    let settings = Cells::read(
        source.of(Sheet::Settings),
        Sheet::Settings,
        &settings::LAYOUT,
        &mut refusals,
    );
    let settings = settings::read(settings.as_ref(), &mut refusals);
    let survey = survey::read(&survey, &mut refusals);
    let lists = choices
        .map(|cells| choices::read(&cells, &mut refusals))
        .unwrap_or_default();
    let Some(settings) = settings else {
        return Err(refusals);
    };
    let form = Form {
        id: settings.id,
        title: settings.title,
        edition: settings.edition,
        parts: survey.parts,
        lists: lists.lists,
    };
    let rows = Rows {
        survey: survey.rows,
        lists: lists.rows,
    };
    // What a row lacks makes others look wrong that lean on it; the rows are mended first.
    if refusals.is_empty() {
        refusals.extend(verify(&form).into_iter().map(|misfit| rows.locate(misfit)));
    }
    if refusals.is_empty() {
        return Ok(form);
    }
    refusals.sort_by_key(|refusal| (refusal.sheet, refusal.row));
    refusals.truncate(REFUSALS_MAX);
    Err(refusals)
}

fn whole(sheet: Sheet, fault: FormFault) -> Refusal {
    Refusal {
        sheet,
        row: 0,
        column: String::new(),
        fault,
    }
}

struct Rows {
    survey: BTreeMap<String, u64>,
    lists: BTreeMap<String, u64>,
}

impl Rows {
    fn locate(&self, misfit: Misfit) -> Refusal {
        let Misfit { at, column, fault } = misfit;
        let (sheet, row) = match (self.survey.get(&at), self.lists.get(&at)) {
            _ if column == "form_title" => (Sheet::Settings, 2),
            (_, Some(row)) if column == "list_name" => (Sheet::Choices, *row),
            (Some(row), _) => (Sheet::Survey, *row),
            (None, Some(row)) => (Sheet::Choices, *row),
            (None, None) => (Sheet::Survey, 0),
        };
        Refusal {
            sheet,
            row,
            column: column.to_owned(),
            fault,
        }
    }
}
