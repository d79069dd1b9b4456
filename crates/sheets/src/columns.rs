/// Guesses which column holds which field by the names of the columns: first those that are called
/// exactly so, then those that begin so, such as `经度(GCJ-02)`. No column is taken twice.
///
/// `spellings` are the names of a field with blanks between them, the likeliest first. What counts
/// as the same is the caller's affair: names and spellings come folded alike.
pub fn guess_columns<F: Copy + PartialEq>(
    names: &[String],
    fields: &[F],
    spellings: impl Fn(F) -> &'static str,
) -> Vec<(F, usize)> {
    let mut found: Vec<(F, usize)> = Vec::new();
    for exact in [true, false] {
        for field in fields.iter().copied() {
            if found.iter().any(|(it, _)| *it == field) {
                continue;
            }
            let fits = |name: &str, spelling: &str| {
                name == spelling
                    || (!exact && spelling.chars().count() > 1 && name.starts_with(spelling))
            };
            let is_free = |column: usize| found.iter().all(|(_, taken)| *taken != column);
            let column = spellings(field).split(' ').find_map(|spelling| {
                let mut places = names.iter().enumerate();
                places
                    .find(|(at, name)| is_free(*at) && fits(name, spelling))
                    .map(|(at, _)| at)
            });
            found.extend(column.map(|column| (field, column)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exact_name_goes_before_a_beginning_and_no_column_serves_twice() {
        let spellings = |field: char| match field {
            'a' => "area space",
            'b' => "areasource source",
            _ => "x",
        };
        let guessed = |header: &str| {
            let names: Vec<String> = header.split(',').map(str::to_owned).collect();
            guess_columns(&names, &['a', 'b', 'c'], spellings)
        };
        assert_eq!(guessed("areasource,area"), [('a', 1), ('b', 0)]);
        assert_eq!(guessed("aream2,source"), [('b', 1), ('a', 0)]);
        assert_eq!(guessed("area,aream2"), [('a', 0)]);
        assert_eq!(guessed("xy,x"), [('c', 1)]);
        assert!(guessed("xy").is_empty(), "one letter is no beginning");
    }
}
