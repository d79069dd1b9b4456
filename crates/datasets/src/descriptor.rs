//! `datapackage.json`: what is in a package, after Frictionless Data (specification version 1).

use std::collections::BTreeMap;
use std::fmt::Write as _;

use huiyin_kernel::Said;
use serde::Serialize;

use crate::file::zipped;
use crate::{
    DatasetError, DatasetFile, Field, Kind, Table, limits, sha256, write_csv, write_parquet,
};

const CSV: &str = "text/csv";
const PARQUET: &str = "application/vnd.apache.parquet";
const MARKDOWN: &str = "text/markdown";
const JSON: &str = "application/json";

/// A set of tables with what is said about them. Titles and descriptions stand in both languages,
/// Chinese first, because the format has room for one text only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    pub name: String,
    pub title: Said,
    pub about: Said,
    /// The address at which people read of it, where there is one.
    pub homepage: Option<String>,
    pub version: String,
    /// RFC 3339.
    pub created: String,
    pub licence: Licence,
    pub sources: Vec<Said>,
    pub contributors: Vec<Contributor>,
    pub keywords: Vec<String>,
    /// What was done to protect people, as numbers: words of ours beside those of the format.
    pub protection: BTreeMap<String, serde_json::Value>,
    pub tables: Vec<Table>,
    pub readme: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Licence {
    /// As the Open Definition names it.
    pub name: String,
    pub path: String,
    pub title: String,
}

/// An institution; the package names no person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contributor {
    pub title: Said,
    /// `publisher`, `author`, `maintainer`, `wrangler` or `contributor`.
    pub role: &'static str,
}

impl Package {
    /// Every file of the package: tables, descriptor, readme, and last all of these as `zip`.
    pub fn files(&self, zip: &str) -> Result<Vec<DatasetFile>, DatasetError> {
        if self.tables.len() > limits::TABLES {
            return Err(DatasetError::TooLarge(self.name.clone()));
        }
        let mut files = Vec::new();
        let mut resources = Vec::new();
        for table in &self.tables {
            let csv = made(format!("{}.csv", table.name), CSV, write_csv(table)?);
            let parquet = if table.as_parquet {
                let name = format!("{}.parquet", table.name);
                Some(made(name, PARQUET, write_parquet(table)?))
            } else {
                None
            };
            resources.push(resource(table, &csv, parquet.as_ref()));
            files.push(csv);
            files.extend(parquet);
        }
        let mut text =
            serde_json::to_vec_pretty(&self.descriptor(resources)).map_err(DatasetError::format)?;
        text.push(b'\n');
        files.insert(0, made("datapackage.json".to_owned(), JSON, text));
        let readme = self.readme.clone().into_bytes();
        files.push(made("README.md".to_owned(), MARKDOWN, readme));
        let all = zipped(zip.to_owned(), &files)?;
        files.push(all);
        Ok(files)
    }

    fn descriptor<'a>(&'a self, resources: Vec<Resource<'a>>) -> Descriptor<'a> {
        Descriptor {
            profile: "tabular-data-package",
            name: &self.name,
            title: line(&self.title),
            description: paragraphs(&self.about),
            homepage: self.homepage.as_deref(),
            version: &self.version,
            created: &self.created,
            licenses: [&self.licence],
            sources: self
                .sources
                .iter()
                .map(|it| Source { title: line(it) })
                .collect(),
            contributors: self
                .contributors
                .iter()
                .map(|it| Named {
                    title: line(&it.title),
                    role: it.role,
                })
                .collect(),
            keywords: &self.keywords,
            protection: &self.protection,
            resources,
        }
    }
}

#[derive(Serialize)]
struct Descriptor<'a> {
    profile: &'static str,
    name: &'a str,
    title: String,
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    homepage: Option<&'a str>,
    version: &'a str,
    created: &'a str,
    licenses: [&'a Licence; 1],
    sources: Vec<Source>,
    contributors: Vec<Named>,
    keywords: &'a [String],
    protection: &'a BTreeMap<String, serde_json::Value>,
    resources: Vec<Resource<'a>>,
}

#[derive(Serialize)]
struct Source {
    title: String,
}

#[derive(Serialize)]
struct Named {
    title: String,
    role: &'static str,
}

#[derive(Serialize)]
struct Resource<'a> {
    profile: &'static str,
    name: &'static str,
    path: String,
    title: String,
    description: String,
    format: &'static str,
    mediatype: &'static str,
    encoding: &'static str,
    bytes: usize,
    hash: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    alternates: Vec<Alternate>,
    dialect: Dialect,
    schema: Schema<'a>,
}

/// The same table in another format. No resource of its own, because a tabular package has csv
/// only, and validators would ask for more than the format needs.
#[derive(Serialize)]
struct Alternate {
    path: String,
    format: &'static str,
    mediatype: &'static str,
    bytes: usize,
    hash: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Dialect {
    delimiter: &'static str,
    line_terminator: &'static str,
    quote_char: &'static str,
    double_quote: bool,
    header: bool,
}

/// How our csv is written.
const DIALECT: Dialect = Dialect {
    delimiter: ",",
    line_terminator: "\r\n",
    quote_char: "\"",
    double_quote: true,
    header: true,
};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema<'a> {
    fields: Vec<FieldSaid<'a>>,
    missing_values: [&'static str; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    primary_key: Option<[&'static str; 1]>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    foreign_keys: Vec<Key>,
}

#[derive(Serialize)]
struct Key {
    fields: [&'static str; 1],
    reference: Reference,
}

#[derive(Serialize)]
struct Reference {
    resource: &'static str,
    fields: [&'static str; 1],
}

#[derive(Serialize)]
struct FieldSaid<'a> {
    name: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    title: String,
    description: String,
    constraints: Constraints<'a>,
}

#[derive(Serialize)]
struct Constraints<'a> {
    required: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    unique: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    maximum: Option<i32>,
    #[serde(rename = "enum", skip_serializing_if = "Vec::is_empty")]
    values: Vec<&'a str>,
}

fn line(said: &Said) -> String {
    format!("{} · {}", said.zh, said.en)
}

fn paragraphs(said: &Said) -> String {
    format!("{}\n\n{}", said.zh, said.en)
}

fn made(name: String, media_type: &'static str, bytes: Vec<u8>) -> DatasetFile {
    DatasetFile {
        name,
        media_type,
        bytes,
    }
}

fn hash(file: &DatasetFile) -> String {
    format!("sha256:{}", sha256(&file.bytes))
}

fn resource<'a>(
    table: &'a Table,
    csv: &DatasetFile,
    parquet: Option<&DatasetFile>,
) -> Resource<'a> {
    let alternate = |file: &DatasetFile| Alternate {
        path: file.name.clone(),
        format: "parquet",
        mediatype: file.media_type,
        bytes: file.bytes.len(),
        hash: hash(file),
    };
    Resource {
        profile: "tabular-data-resource",
        name: table.name,
        path: csv.name.clone(),
        title: line(&table.title),
        description: paragraphs(&table.about),
        format: "csv",
        mediatype: csv.media_type,
        encoding: "utf-8",
        bytes: csv.bytes.len(),
        hash: hash(csv),
        alternates: parquet.map(alternate).into_iter().collect(),
        dialect: DIALECT,
        schema: schema(table),
    }
}

fn schema(table: &Table) -> Schema<'_> {
    let key = |it: &crate::ForeignKey| Key {
        fields: [it.field],
        reference: Reference {
            resource: it.table,
            fields: [it.of],
        },
    };
    Schema {
        fields: table.fields.iter().map(|it| field(table, it)).collect(),
        missing_values: [""],
        primary_key: table.primary_key.map(|it| [it]),
        foreign_keys: table.foreign_keys.iter().map(key).collect(),
    }
}

fn field<'a>(table: &Table, it: &'a Field) -> FieldSaid<'a> {
    let mut description = paragraphs(&it.about);
    for (value, said) in &it.values {
        // Writing to a string cannot fail.
        let _ = write!(description, "\n- `{value}`: {}", line(said));
    }
    FieldSaid {
        name: it.name,
        kind: match it.kind {
            Kind::Text => "string",
            Kind::Integer => "integer",
        },
        title: line(&it.title),
        description,
        constraints: Constraints {
            required: it.required,
            unique: (table.primary_key == Some(it.name)).then_some(true),
            minimum: it.range.map(|it| it.0),
            maximum: it.range.map(|it| it.1),
            values: it.values.iter().map(|it| it.0.as_str()).collect(),
        },
    }
}
