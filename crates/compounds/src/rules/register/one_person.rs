use crate::model::Refused;
use crate::model::register::{Holding, Owner};

/// Whether it makes sense to ask if two owners are one person: of one estate and one kind, and
/// neither of them forgotten.
pub fn may_be_one_person(one: &Owner, other: &Owner) -> bool {
    one.id != other.id
        && one.estate == other.estate
        && one.kind == other.kind
        && !one.forgotten
        && !other.forgotten
}

/// Whether two owners can be one person. Two who own a unit together on a day are two.
///
/// # Errors
/// The reason.
pub fn one_person(
    (one, held): (&Owner, &[Holding]),
    (other, held_too): (&Owner, &[Holding]),
) -> Result<(), Refused> {
    if !may_be_one_person(one, other) {
        return Err(Refused::NotOnePerson);
    }
    let together = |it: &Holding, with: &Holding| {
        it.unit == with.unit
            && with.until.is_none_or(|until| it.from < until)
            && it.until.is_none_or(|until| with.from < until)
    };
    let mut pairs = held
        .iter()
        .flat_map(|it| held_too.iter().map(move |with| (it, with)));
    if pairs.any(|(it, with)| together(it, with)) {
        return Err(Refused::OwnTogether);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use huiyin_kernel::{Date, Id};

    use super::*;
    use crate::model::register::{OwnerId, OwnerKind};

    fn id(text: &str) -> Id {
        Id::derived("test", text)
    }

    fn owner(name: &str) -> Owner {
        Owner {
            id: OwnerId(id(name)),
            version: 1,
            estate: id("estate"),
            kind: OwnerKind::Person,
            person: id(name),
            name: Some("冉望春".to_owned()),
            phone: None,
            forgotten: false,
        }
    }

    fn held(unit: &str, from: &str, until: Option<&str>) -> Holding {
        let day = |text: &str| text.parse::<Date>().unwrap();
        Holding {
            id: id(&format!("{unit} {from}")),
            estate: id("estate"),
            unit: id(unit),
            owner: OwnerId(id("whoever")),
            from: day(from),
            until: until.map(day),
        }
    }

    #[test]
    fn only_two_of_one_estate_and_kind_can_be_one() {
        let (one, other) = (owner("a"), owner("b"));
        assert_eq!(one_person((&one, &[]), (&other, &[])), Ok(()));
        assert!(!may_be_one_person(&one, &one));
        for change in [
            (|it: &mut Owner| it.estate = Id::derived("test", "elsewhere")) as fn(&mut Owner),
            |it| it.kind = OwnerKind::Developer,
            |it| it.forgotten = true,
        ] {
            let mut different = other.clone();
            change(&mut different);
            let refused = one_person((&one, &[]), (&different, &[]));
            assert_eq!(refused, Err(Refused::NotOnePerson));
        }
    }

    #[test]
    fn two_who_own_together_are_two_and_one_after_the_other_may_be_one() {
        let (one, other) = (owner("a"), owner("b"));
        let first = [held("u1", "2020-01-01", Some("2024-05-01"))];
        let after = [held("u1", "2024-05-01", None)];
        assert_eq!(one_person((&one, &first), (&other, &after)), Ok(()));
        let within = [held("u1", "2024-04-30", None)];
        let refused = one_person((&one, &first), (&other, &within));
        assert_eq!(refused, Err(Refused::OwnTogether));
        let elsewhere = [held("u2", "2020-01-01", None)];
        assert_eq!(one_person((&one, &first), (&other, &elsewhere)), Ok(()));
    }
}
