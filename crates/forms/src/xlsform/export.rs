//! A form as the workbook from which it could have come.

use huiyin_kernel::Said;
use huiyin_sheets::{Cell, Column, ColumnKind, Table, WriteError, write_xlsx};

use super::Sheet;
use crate::model::{Form, Group, Part, Question};

const ZH: &str = "中文 (zh)";
const EN: &str = "English (en)";

pub fn export(form: &Form) -> Result<Vec<u8>, WriteError> {
    write_xlsx(&[survey(form), choices(form), settings(form)])
}

fn table(sheet: Sheet, titles: Vec<String>, rows: Vec<Vec<String>>) -> Table {
    let columns = titles
        .into_iter()
        .map(|title| {
            let width = if title.contains("::") { 40 } else { 18 };
            Column::new(title, ColumnKind::LongText, width)
        })
        .collect();
    let cell = |text: String| {
        if text.is_empty() {
            Cell::Empty
        } else {
            Cell::Text(text)
        }
    };
    Table {
        title: sheet.name().to_owned(),
        columns,
        rows: rows
            .into_iter()
            .map(|row| row.into_iter().map(cell).collect())
            .collect(),
    }
}

fn titles(names: &[&str], said: &[&str]) -> Vec<String> {
    let mut titles: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    for name in said {
        titles.push(format!("{name}::{ZH}"));
        titles.push(format!("{name}::{EN}"));
    }
    titles
}

fn both(text: Option<&Said>) -> [String; 2] {
    text.map_or_else(Default::default, |text| [text.zh.clone(), text.en.clone()])
}

fn survey(form: &Form) -> Table {
    let titles = titles(
        &[
            "type",
            "name",
            "required",
            "relevant",
            "constraint",
            "consent",
            "sensitive",
            "meaning",
        ],
        &["label", "hint", "purpose", "constraint_message"],
    );
    let mut rows = Vec::new();
    for part in &form.parts {
        part_rows(part, &mut rows);
    }
    table(Sheet::Survey, titles, rows)
}

fn part_rows(part: &Part, rows: &mut Vec<Vec<String>>) {
    match part {
        Part::Question(question) => rows.push(question_row(question)),
        Part::Group(group) => {
            rows.push(group_row(group));
            for part in &group.parts {
                part_rows(part, rows);
            }
            rows.push(vec!["end_group".to_owned()]);
        }
    }
}

fn group_row(group: &Group) -> Vec<String> {
    let mut row = vec![String::new(); 8];
    "begin_group".clone_into(&mut row[0]);
    row[1] = group.name.to_string();
    row[3] = group
        .relevant
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default();
    if group.matter {
        "matter".clone_into(&mut row[7]);
    }
    row.extend(both(Some(&group.label)));
    row
}

fn question_row(question: &Question) -> Vec<String> {
    let kind = question.kind.list().map_or_else(
        || question.kind.word().to_owned(),
        |list| format!("{} {list}", question.kind.word()),
    );
    let yes = |holds: bool| if holds { "yes" } else { "" }.to_owned();
    let mut row = vec![
        kind,
        question.name.to_string(),
        yes(question.required_for.is_some()),
        question
            .relevant
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        question
            .constraint
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        question
            .consent
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        yes(question.sensitive),
        question
            .meaning
            .map(|meaning| meaning.word().to_owned())
            .unwrap_or_default(),
    ];
    row.extend(both(Some(&question.label)));
    row.extend(both(question.hint.as_ref()));
    row.extend(both(question.required_for.as_ref()));
    row.extend(both(question.constraint_message.as_ref()));
    row
}

fn choices(form: &Form) -> Table {
    let rows = form.lists.iter().flat_map(|(list, choices)| {
        choices.iter().map(move |choice| {
            let [zh, en] = both(Some(&choice.label));
            vec![list.to_string(), choice.name.to_string(), zh, en]
        })
    });
    table(
        Sheet::Choices,
        titles(&["list_name", "name"], &["label"]),
        rows.collect(),
    )
}

fn settings(form: &Form) -> Table {
    let [zh, en] = both(Some(&form.title));
    let row = vec![
        form.id.to_string(),
        form.edition.clone(),
        "中文 (zh)".to_owned(),
        zh,
        en,
    ];
    table(
        Sheet::Settings,
        titles(&["form_id", "version", "default_language"], &["form_title"]),
        vec![row],
    )
}
