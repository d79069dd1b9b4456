//! Which crate may import which, held against cargo's own picture of the workspace. What is
//! written here is the import direction of the architecture, once.

use std::process::Command;

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::Finding;
use crate::command;
use crate::ground::Ground;

const PREFIX: &str = "huiyin-";
const APP: &str = "huiyin";
/// Only the store speaks to the databases' drivers, and what is pure speaks to nothing.
const ONLY_IN_STORE: [&str; 1] = ["sqlx"];
const NEVER_IN_PURE: [&str; 6] = ["sqlx", "axum", "tokio", "rand", "getrandom", "reqwest"];

pub(super) fn check(ground: &Ground) -> Result<Vec<Finding>> {
    let metadata = command::read(Command::new(&ground.cargo).current_dir(&ground.root).args([
        "metadata",
        "--format-version",
        "1",
        "--no-deps",
        "--offline",
    ]))?;
    judge(&metadata)
}

fn judge(metadata: &str) -> Result<Vec<Finding>> {
    let metadata: Value = serde_json::from_str(metadata)?;
    let packages = metadata["packages"]
        .as_array()
        .context("cargo metadata has no packages")?;
    let mut findings = Vec::new();
    for package in packages {
        let name = package["name"].as_str().unwrap_or_default();
        let dependencies = package["dependencies"]
            .as_array()
            .context("no dependencies")?;
        for dependency in dependencies {
            let imported = dependency["name"].as_str().unwrap_or_default();
            if let Some(reason) = refusal(name, imported) {
                let path = format!("crates/{}/Cargo.toml", name.trim_start_matches(PREFIX));
                findings.push(Finding::in_file(
                    &path,
                    format!("imports {imported}: {reason}"),
                ));
            }
        }
    }
    Ok(findings)
}

/// Crates that are pure throughout, beside the planning engines.
const PURE: [&str; 7] = [
    "huiyin-kernel",
    "huiyin-words",
    "huiyin-forms",
    "huiyin-tally",
    "huiyin-books",
    "huiyin-charts",
    "huiyin-year",
];

/// The place of a crate in the direction of imports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place<'a> {
    Kernel,
    /// Words, sheets, datasets, papers, the counting of votes and of money, charts, the invented year, and the
    /// planning engines: tools on the kernel.
    Tool,
    /// Forms as data: pure too, and reading them out of tables.
    Forms,
    Db,
    Web,
    Registry,
    Matters,
    Statistics,
    Slice(&'a str),
    App,
    /// Tests, benches and tools, which drive the product and are imported by nobody.
    Outside,
}

fn place(name: &str) -> Option<Place<'_>> {
    if name == APP {
        return Some(Place::App);
    }
    Some(match name.strip_prefix(PREFIX)? {
        "kernel" => Place::Kernel,
        "words" | "sheets" | "datasets" | "tally" | "books" | "charts" | "papers" | "year" => {
            Place::Tool
        }
        "forms" => Place::Forms,
        "db" => Place::Db,
        "web" => Place::Web,
        "registry" => Place::Registry,
        "matters" => Place::Matters,
        "statistics" => Place::Statistics,
        "faults" | "bench" | "fuzz" | "fuzzed" => Place::Outside,
        plan if plan.starts_with("plan-") => Place::Tool,
        slice => Place::Slice(slice),
    })
}

fn refusal(from: &str, to: &str) -> Option<&'static str> {
    let from_place = place(from);
    if let Some(to_place) = place(to) {
        let allowed = match from_place {
            // xtask and whatever else is not of the product stays outside of it.
            None => false,
            Some(from_place) => may_import(from_place, to_place),
        };
        return (!allowed).then_some("against the import direction");
    }
    let pure = PURE.contains(&from) || from.starts_with("huiyin-plan-");
    if pure && NEVER_IN_PURE.contains(&to) {
        return Some("this crate is pure");
    }
    if ONLY_IN_STORE.contains(&to) && from_place != Some(Place::Db) {
        return Some("only the db crate speaks to the drivers");
    }
    None
}

fn may_import(from: Place<'_>, to: Place<'_>) -> bool {
    use Place::{App, Db, Forms, Kernel, Matters, Outside, Registry, Slice, Statistics, Tool, Web};
    match from {
        Kernel => false,
        Tool => to == Kernel,
        Forms => matches!(to, Kernel | Tool),
        Db => matches!(to, Kernel | Tool),
        Web => matches!(to, Kernel | Tool | Db),
        Registry => matches!(to, Kernel | Tool | Db | Web),
        Matters => matches!(to, Kernel | Tool | Db | Web | Registry),
        // The registry lends the names of bodies and areas; facts come from tables alone.
        Statistics => matches!(to, Kernel | Tool | Db | Web | Registry),
        Slice(_) => matches!(to, Kernel | Tool | Forms | Db | Web | Registry | Matters),
        App | Outside => !matches!(to, App | Outside) || to == App && from == Outside,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_direction_holds_one_way() {
        assert_eq!(refusal("huiyin-web", "huiyin-db"), None);
        assert!(refusal("huiyin-db", "huiyin-web").is_some());
        assert_eq!(refusal("huiyin-words", "huiyin-kernel"), None);
        assert!(refusal("huiyin-kernel", "huiyin-words").is_some());
        assert!(refusal("xtask", "huiyin-kernel").is_some());
        assert!(refusal("huiyin-matters", "huiyin").is_some());
    }

    #[test]
    fn a_slice_calls_matters_and_registry_and_no_other_slice() {
        assert_eq!(refusal("huiyin-visits", "huiyin-matters"), None);
        assert_eq!(refusal("huiyin-visits", "huiyin-plan-routes"), None);
        assert_eq!(refusal("huiyin-compounds", "huiyin-tally"), None);
        assert!(refusal("huiyin-books", "huiyin-db").is_some());
        assert_eq!(refusal("huiyin-visits", "huiyin-forms"), None);
        assert_eq!(refusal("huiyin-forms", "huiyin-sheets"), None);
        assert!(refusal("huiyin-forms", "huiyin-db").is_some());
        assert!(refusal("huiyin-matters", "huiyin-forms").is_some());
        assert!(refusal("huiyin-visits", "huiyin-squads").is_some());
        assert!(refusal("huiyin-matters", "huiyin-visits").is_some());
        assert_eq!(refusal("huiyin", "huiyin-visits"), None);
    }

    #[test]
    fn statistics_reads_no_slice() {
        assert_eq!(refusal("huiyin-statistics", "huiyin-web"), None);
        assert!(refusal("huiyin-statistics", "huiyin-matters").is_some());
        assert_eq!(refusal("huiyin-statistics", "huiyin-registry"), None);
        assert!(refusal("huiyin-statistics", "huiyin-visits").is_some());
    }

    #[test]
    fn drivers_stay_in_the_store_and_pure_crates_stay_pure() {
        assert_eq!(refusal("huiyin-db", "sqlx"), None);
        assert!(refusal("huiyin-matters", "sqlx").is_some());
        assert!(refusal("huiyin-kernel", "tokio").is_some());
        assert!(refusal("huiyin-forms", "axum").is_some());
        assert_eq!(refusal("huiyin-matters", "tokio"), None);
    }

    #[test]
    fn cargo_metadata_is_read() -> Result<()> {
        let metadata = r#"{"packages":[{"name":"huiyin-db","dependencies":[
            {"name":"huiyin-kernel"},{"name":"huiyin-web"},{"name":"serde"}]}]}"#;
        let found = judge(metadata)?;
        assert_eq!(found.len(), 1);
        assert!(
            found[0]
                .to_string()
                .starts_with("crates/db/Cargo.toml: imports huiyin-web")
        );
        Ok(())
    }
}
