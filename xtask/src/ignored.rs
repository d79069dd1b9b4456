//! Tests that the plain run leaves out, sorted by what they need. A test says so by the module
//! it stands in; whatever is ignored elsewhere is simply counted as skipped.

use anyhow::Result;

use crate::command;
use crate::ground::Ground;

/// What a test may need beyond a compiler.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    Postgres,
    SharedData,
    InternalData,
    BuiltBinary,
    ObjectStore,
    AgeProgram,
    MailServer,
    OdkValidator,
    HledgerProgram,
    PopplerProgram,
    LibreofficeProgram,
    FrictionlessValidator,
}

impl Need {
    const ALL: [Self; 12] = [
        Self::Postgres,
        Self::SharedData,
        Self::InternalData,
        Self::BuiltBinary,
        Self::ObjectStore,
        Self::AgeProgram,
        Self::MailServer,
        Self::OdkValidator,
        Self::HledgerProgram,
        Self::PopplerProgram,
        Self::LibreofficeProgram,
        Self::FrictionlessValidator,
    ];

    /// The module that marks such tests, which is also the filter that runs them.
    pub(crate) fn filter(self) -> &'static str {
        match self {
            Self::Postgres => "postgres::",
            Self::SharedData => "shared_data::",
            Self::InternalData => "internal_data::",
            Self::BuiltBinary => "built_binary::",
            Self::ObjectStore => "object_store::",
            Self::AgeProgram => "age_program::",
            Self::MailServer => "mail_server::",
            Self::OdkValidator => "odk_validator::",
            Self::HledgerProgram => "hledger_program::",
            Self::PopplerProgram => "poppler_program::",
            Self::LibreofficeProgram => "libreoffice_program::",
            Self::FrictionlessValidator => "frictionless_validator::",
        }
    }
}

#[derive(Debug)]
pub(crate) struct IgnoredTests {
    names: Vec<String>,
}

impl IgnoredTests {
    pub(crate) fn list(ground: &Ground) -> Result<Self> {
        let listing = command::read(
            ground
                .cargo_for_tests()
                .args([
                    "test",
                    "--workspace",
                    "--lib",
                    "--bins",
                    "--tests",
                    "--quiet",
                ])
                .args(["--", "--ignored", "--list"]),
        )?;
        Ok(Self::parse(&listing))
    }

    fn parse(listing: &str) -> Self {
        let names = listing
            .lines()
            .filter_map(|line| line.strip_suffix(": test"));
        Self {
            names: names.map(str::to_owned).collect(),
        }
    }

    pub(crate) fn needing(&self, need: Need) -> u64 {
        count(
            self.names
                .iter()
                .filter(|name| name.contains(need.filter())),
        )
    }

    /// Those whose name holds a word.
    pub(crate) fn named(&self, word: &str) -> u64 {
        count(self.names.iter().filter(|name| name.contains(word)))
    }

    /// Those that no step of the run will call.
    pub(crate) fn elsewhere(&self) -> u64 {
        let known = |name: &&String| {
            Need::ALL
                .into_iter()
                .any(|need| name.contains(need.filter()))
        };
        count(self.names.iter().filter(|name| !known(name)))
    }
}

fn count<T>(items: impl Iterator<Item = T>) -> u64 {
    u64::try_from(items.count()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_sorted_by_the_module_they_stand_in() {
        let ignored = IgnoredTests::parse(
            "journal::tests::postgres::chains: test\n\
             import::internal_data::reads: test\n\
             slow_one: test\n\
             \n\
             3 tests, 0 benchmarks\n",
        );
        assert_eq!(ignored.needing(Need::Postgres), 1);
        assert_eq!(ignored.needing(Need::InternalData), 1);
        assert_eq!(ignored.needing(Need::SharedData), 0);
        assert_eq!(ignored.elsewhere(), 1);
    }
}
