/// A column that says something else than what it follows from: named after a fault, so that
/// whoever looks into it need not search. Nothing stands for an empty column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differs {
    pub column: &'static str,
    pub stored: Option<String>,
    pub expected: Option<String>,
}

impl Differs {
    /// Nothing where both say the same. How a value is written matters only where they differ.
    pub fn between<T: PartialEq>(
        column: &'static str,
        stored: Option<T>,
        expected: Option<T>,
        write: impl Fn(T) -> String,
    ) -> Option<Self> {
        if stored == expected {
            return None;
        }
        Some(Self {
            column,
            stored: stored.map(&write),
            expected: expected.map(&write),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Differs;

    #[test]
    fn a_column_differs_from_another_value_and_from_none() {
        let write = |number: i64| number.to_string();
        assert_eq!(Differs::between("due", Some(1), Some(1), write), None);
        assert_eq!(Differs::between::<i64>("due", None, None, write), None);
        let moved = Differs::between("due", Some(2), Some(1), write).unwrap();
        assert_eq!(moved.column, "due");
        assert_eq!(moved.stored.as_deref(), Some("2"));
        assert_eq!(moved.expected.as_deref(), Some("1"));
        let emptied = Differs::between("due", None, Some(1), write).unwrap();
        assert_eq!(emptied.stored, None);
    }
}
