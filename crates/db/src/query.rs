/// One statement with a name, the same for both databases unless declared otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Query {
    pub name: &'static str,
    pub sqlite: &'static str,
    pub postgres: &'static str,
}

impl Query {
    pub const fn same(name: &'static str, sql: &'static str) -> Self {
        Self {
            name,
            sqlite: sql,
            postgres: sql,
        }
    }
    pub const fn split(name: &'static str, sqlite: &'static str, postgres: &'static str) -> Self {
        Self {
            name,
            sqlite,
            postgres,
        }
    }
    /// True where the two databases need different words; a test counts these.
    pub fn is_exception(&self) -> bool {
        self.sqlite != self.postgres
    }
}

/// Registers statements: a constant for each and `QUERIES` for all, which the prepare-on-both
/// test reads. `NAME = "sql";` for one text, `NAME = sqlite "…" postgres "…";` for an exception.
///
/// ```
/// mod q {
///     huiyin_db::queries! {
///         /// Who is there.
///         FIND = "SELECT id FROM person WHERE name = $1";
///     }
/// }
/// assert_eq!(q::QUERIES.len(), 1);
/// assert!(!q::FIND.is_exception());
/// ```
#[macro_export]
macro_rules! queries {
    ($($(#[$doc:meta])* $name:ident = $($first:literal)? $(sqlite $sqlite:literal postgres $postgres:literal)?;)*) => {
        $(
            $(#[$doc])*
            pub const $name: $crate::Query =
                $crate::queries!(@one $name $($first)? $(sqlite $sqlite postgres $postgres)?);
        )*
        /// Every statement of this module.
        pub const QUERIES: &[$crate::Query] = &[$($name),*];
    };
    (@one $name:ident $sql:literal) => {
        $crate::Query::same(concat!(module_path!(), "::", stringify!($name)), $sql)
    };
    (@one $name:ident sqlite $sqlite:literal postgres $postgres:literal) => {
        $crate::Query::split(concat!(module_path!(), "::", stringify!($name)), $sqlite, $postgres)
    };
}
