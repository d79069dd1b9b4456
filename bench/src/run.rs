//! The order of the measurements.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;
use serde_json::{Map, Value, json};

use crate::district::District;
use crate::evening;
use crate::facts;
use crate::grow::{Grown, grow};
use crate::http::{Connection, Request};
use crate::import;
use crate::intake::{self, Bare, CROWD};
use crate::ledger;
use crate::load::rounded;
use crate::memory::Memory;
use crate::options::Options;
use crate::pages::{self, Figure};
use crate::replay::{BareFile, BareSchema};
use crate::rounds;
use crate::say;
use crate::server::Server;
use crate::tables::describe_all;
use crate::votes;
use crate::year;

/// A folder for the districts of this run, on the disk that the figures are about.
struct Ground(PathBuf);

impl Ground {
    fn make() -> Result<Self> {
        let name = format!("huiyin-bench-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }
}

impl Drop for Ground {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// Everything that is measured of one store.
struct Plan<'a> {
    name: &'a str,
    ground: &'a Path,
    sizes: &'a [u64],
    postgres: Option<&'a str>,
    seconds: Duration,
}

/// Makes a district of its own to look at.
pub async fn fill(folder: &Path, count: u64) -> Result<()> {
    let mut district = District::demo(folder, "", None)?;
    district.stay();
    let grown = grow(&district, count).await?;
    say(&format!(
        "{count} matters in {:.1} s: {}",
        grown.seconds,
        district.folder().display()
    ));
    Ok(())
}

/// The page of figures over few and over many facts, and nothing else.
pub async fn facts_alone(most: u64) -> Result<Value> {
    let ground = Ground::make()?;
    facts::measure(&ground.0, &[10_000, most], Duration::from_secs(5)).await
}

/// An import of many rows, and nothing else.
pub fn import_alone() -> Result<Value> {
    let ground = Ground::make()?;
    import::measure(&ground.0)
}

/// A part of a year on both databases, and nothing else.
pub fn year_alone(postgres: Option<&str>) -> Result<Value> {
    let ground = Ground::make()?;
    year::measure(&ground.0, postgres)
}

/// The book of an estate with few and with many lines, and nothing else.
pub async fn ledger_alone(most: u64) -> Result<Value> {
    let ground = Ground::make()?;
    ledger::measure(&ground.0, &[10_000, most], Duration::from_secs(5)).await
}

/// A Saturday evening of so many phones, and nothing else.
pub async fn evening_alone(phones: usize) -> Result<Value> {
    let ground = Ground::make()?;
    evening::measure(&ground.0, None, phones).await
}

/// Figures of a run, written down after each part: one that fails, or a run that is broken off,
/// takes nothing of the others with it.
struct Kept<'a> {
    figures: Value,
    out: &'a Path,
}

impl Kept<'_> {
    fn keep(&mut self, part: &str, measured: Result<Value>) -> Result<()> {
        match measured {
            Ok(figures) => self.figures[part] = figures,
            Err(error) => {
                say(&format!("{part} was not measured: {error:#}"));
                self.figures["failed"][part] = json!(format!("{error:#}"));
            }
        }
        if let Some(folder) = self.out.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(self.out, serde_json::to_string_pretty(&self.figures)?)?;
        Ok(())
    }
}

pub async fn all(options: &Options) -> Result<Value> {
    let ground = Ground::make()?;
    let at = ground.0.as_path();
    let sqlite = Plan {
        name: "SQLite",
        ground: at,
        sizes: &options.sizes,
        postgres: None,
        seconds: options.seconds,
    };
    let mut kept = Kept {
        figures: json!({}),
        out: &options.out,
    };
    // What a disk at rest and an empty cache matter to comes first, what takes longest last.
    kept.keep("rounds", rounds::measure(at))?;
    kept.keep("votes", votes::measure())?;
    kept.keep("sqlite", sqlite.measure().await)?;
    let postgres = options.postgres.as_deref();
    if postgres.is_some() {
        let plan = Plan {
            name: "PostgreSQL",
            sizes: &options.postgres_sizes,
            postgres,
            ..sqlite
        };
        kept.keep("postgres", plan.measure().await)?;
    } else {
        say("PostgreSQL is not measured: HUIYIN_TEST_POSTGRES names no server");
    }
    kept.keep("import", import::measure(at))?;
    let evening = evening::measure(at, None, evening::PHONES).await;
    kept.keep("evening", evening)?;
    let ledger = ledger::measure(at, &options.lines, options.seconds).await;
    kept.keep("ledger", ledger)?;
    kept.keep("year", year::measure(at, postgres))?;
    let facts = facts::measure(at, &options.facts, options.seconds).await;
    kept.keep("facts", facts)?;
    Ok(kept.figures)
}

impl Plan<'_> {
    async fn measure(&self) -> Result<Value> {
        let mut figures = json!({});
        let mut sizes = Vec::new();
        let mut smallest: Option<Vec<Figure>> = None;
        for size in self.sizes {
            say(&format!("{}: a district of {size} matters …", self.name));
            let district = District::demo(self.ground, &format!("m{size}"), self.postgres)?;
            let grown = grow(&district, *size).await?;
            let file_mib = mib(&district.file());
            let server = Server::start(&district).await?;
            let mut memory = Memory::default();
            first_page(&server).await?;
            memory.at_rest(&server)?;
            let pages = pages::growing(&server, self.seconds).await?;
            let mut entry = json!({
                "matters": size,
                "filled_seconds": rounded(grown.seconds),
                "file_mib": rounded(file_mib),
                "at_rest_mib": rounded(memory.at_rest_mib),
                "pages": object(&pages),
            });
            if let Some(smallest) = &smallest {
                entry["to_smallest"] = pages::ratio(smallest, &pages);
            }
            sizes.push(entry);
            if smallest.is_none() {
                self.residents(&mut figures, &district, server, &grown, memory)
                    .await?;
                smallest = Some(pages);
            } else {
                server.stop().await?;
            }
        }
        figures["sizes"] = Value::Array(sizes);
        Ok(figures)
    }

    /// What residents do: reading an echo and reporting; the reports come last, because they
    /// change the district.
    async fn residents(
        &self,
        figures: &mut Value,
        district: &District,
        server: Server,
        grown: &Grown,
        mut memory: Memory,
    ) -> Result<()> {
        say(&format!("{}: echo pages …", self.name));
        let mut echo = pages::echo(&server, &grown.codes, CROWD, self.seconds).await?;
        memory.under_load(&server)?;
        figures["echo"] = object(&echo);
        echo.clear();
        server.stop().await?;
        let (bare, _twin) = self.bare(district).await?;
        let server = Server::start(district).await?;
        say(&format!("{}: intake beside a bare loop …", self.name));
        let intake = intake::measure(district, &server, bare, self.seconds, &mut memory).await?;
        figures["intake"] = intake.json();
        figures["memory"] = memory.json();
        server.stop().await
    }

    /// A twin of the district for the bare loop: a copy of the file, or a schema as large.
    async fn bare(&self, district: &District) -> Result<(Bare, Option<District>)> {
        let house = district.open().await?;
        let tables = describe_all(&mut house.db.read().await?).await?;
        house.db.close().await;
        if self.postgres.is_none() {
            let copy = self.ground.join("bare.db");
            std::fs::copy(district.file(), &copy)?;
            return Ok((Bare::File(BareFile::open(&copy, &tables)?), None));
        }
        let twin = District::demo(self.ground, "bare", self.postgres)?;
        let smallest = self.sizes.first().copied().unwrap_or(0);
        grow(&twin, smallest).await?;
        let schema = BareSchema::new(twin.open().await?.db, &tables)?;
        Ok((Bare::Schema(schema), Some(twin)))
    }
}

async fn first_page(server: &Server) -> Result<()> {
    let mut connection = Connection::open(server.address).await?;
    connection.ask(&Request::get("/")).await?;
    Ok(())
}

fn object(figures: &[Figure]) -> Value {
    let pairs: Map<String, Value> = figures.iter().map(Figure::json).collect();
    Value::Object(pairs)
}

fn mib(file: &Path) -> f64 {
    let bytes = std::fs::metadata(file).map_or(0, |facts| facts.len());
    f64::from(u32::try_from(bytes / 1024).unwrap_or(u32::MAX)) / 1024.0
}
