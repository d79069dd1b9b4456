use huiyin_kernel::Id;
use huiyin_kernel::geo::Point;
use huiyin_web::forms::{self, Errors, Form};
use huiyin_web::{Ctx, PageError, Site};

use crate::model::Kind;
use crate::model::bounds::REPORT_TEXT_CHARS;
use crate::rules::{consent, phone};
use crate::store::Contact;

pub(super) const PLACE_CHARS: usize = 200;
const NAME_CHARS: usize = 40;

/// What stands in the form, exactly as typed, so that every way back shows it again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a box or a button of the form"
)]
pub(super) struct Typed {
    pub form_key: String,
    pub second_key: String,
    pub what: String,
    pub first: String,
    pub second: String,
    pub place: String,
    /// Code of the street or community chosen from the list.
    pub area: String,
    /// Code of the compound chosen among those found.
    pub spot: String,
    pub lon: String,
    pub lat: String,
    pub unknown_place: bool,
    pub kind: String,
    pub phone: String,
    pub name: String,
    /// They want to be told by phone.
    pub tell: bool,
    /// Photos that are already with us, each with our mark.
    pub kept: Vec<String>,
    pub drop_photos: bool,
    /// “This is no emergency”, said after the numbers were shown.
    pub anyway: bool,
    /// `one` or `two`, said after the offer to split.
    pub parts: String,
    pub find: bool,
    /// `yes` or `no` to the separate consent, said after the form asked for it.
    pub consent: String,
}

impl Typed {
    pub(super) fn blank(site: &Site) -> Self {
        Self {
            form_key: site.new_id().to_string(),
            second_key: site.new_id().to_string(),
            kind: Kind::Help.name().to_owned(),
            ..Self::default()
        }
    }

    pub(super) fn read(form: &Form) -> Self {
        Self {
            form_key: form.text("form_key"),
            second_key: form.text("second_key"),
            what: form.text("what"),
            first: form.text("first"),
            second: form.text("second"),
            place: form.text("place"),
            area: form.text("area"),
            spot: form.text("spot"),
            lon: form.text("lon"),
            lat: form.text("lat"),
            unknown_place: form.is_on("unknown_place"),
            kind: form.text("kind"),
            phone: form.text("phone"),
            name: form.text("name"),
            tell: form.is_on("tell"),
            kept: form.all("kept"),
            drop_photos: form.is_on("drop_photos"),
            anyway: form.is_on("anyway"),
            parts: form.text("parts"),
            find: form.is_on("find"),
            consent: form.text("consent"),
        }
    }

    pub(super) fn keys(&self) -> Result<(Id, Id), PageError> {
        let parse = |text: &str| text.parse().map_err(|_| PageError::FormExpired);
        Ok((parse(&self.form_key)?, parse(&self.second_key)?))
    }

    pub(super) fn kind(&self) -> Kind {
        Kind::from_name(&self.kind).unwrap_or(Kind::Help)
    }

    /// The text probably tells sensitive things, and a name or phone would say of whom.
    pub(super) fn wants_consent(&self) -> bool {
        let named = !self.phone.is_empty() || !self.name.is_empty();
        named && consent::likely(&self.all_text())
    }

    pub(super) fn has_consented(&self) -> bool {
        self.consent == "yes"
    }

    /// Whoever does not agree reports without name and phone.
    pub(super) fn contact_agreed(&self) -> Contact {
        if self.consent == "no" {
            Contact::default()
        } else {
            self.contact()
        }
    }

    pub(super) fn as_two(&self) -> bool {
        self.parts == "two"
    }

    /// Everything somebody could read for words of danger.
    pub(super) fn all_text(&self) -> String {
        format!("{}\n{}\n{}", self.what, self.first, self.second)
    }

    /// The texts to be sent: one, or the two of a split report.
    pub(super) fn texts(&self) -> Vec<&str> {
        if self.as_two() {
            vec![&self.first, &self.second]
        } else {
            vec![&self.what]
        }
    }

    pub(super) fn point(&self) -> Option<Point> {
        let degrees = |text: &str| text.parse::<f64>().ok();
        Point::from_degrees(degrees(&self.lon)?, degrees(&self.lat)?).ok()
    }

    fn names_a_place(&self) -> bool {
        let said = [&self.place, &self.area, &self.spot, &self.lon];
        self.unknown_place || said.iter().any(|text| !text.is_empty())
    }

    pub(super) fn contact(&self) -> Contact {
        let phone: String = self
            .phone
            .chars()
            .filter(|it| !" -".contains(*it))
            .collect();
        Contact {
            name: Some(self.name.clone()).filter(|text| !text.is_empty()),
            phone: Some(phone).filter(|text| !text.is_empty()),
            tell: None,
        }
    }

    /// What must be mended before it can be sent.
    pub(super) fn check(&self, ctx: &Ctx, errors: &mut Errors) {
        let fields: &[(&str, &str)] = if self.as_two() {
            &[("first", &self.first), ("second", &self.second)]
        } else {
            &[("what", &self.what)]
        };
        for (field, text) in fields {
            if text.is_empty() {
                errors.add(field, ctx.t("matters-resident-what-missing"));
            }
            self.check_length(ctx, errors, field, text, REPORT_TEXT_CHARS);
        }
        if !self.names_a_place() {
            errors.add("place", ctx.t("matters-resident-place-missing"));
        }
        self.check_length(ctx, errors, "place", &self.place, PLACE_CHARS);
        self.check_length(ctx, errors, "name", &self.name, NAME_CHARS);
        check_phone(ctx, errors, &self.phone);
        if self.tell && self.phone.is_empty() {
            errors.add("phone", ctx.t("matters-resident-tell-phone"));
        }
        let half_a_point = !self.lon.is_empty() || !self.lat.is_empty();
        if half_a_point && self.point().is_none() {
            errors.add("map", ctx.t("matters-resident-point-odd"));
        }
    }

    #[expect(clippy::unused_self, reason = "reads as a check of the form")]
    fn check_length(&self, ctx: &Ctx, errors: &mut Errors, field: &str, text: &str, most: usize) {
        let length = text.chars().count();
        if length > most {
            let sentence = ctx.say(
                "matters-resident-too-long",
                &[("most", most.into()), ("over", (length - most).into())],
            );
            errors.add(field, sentence);
        }
    }
}

/// A phone may stay empty; what is typed must be one that somebody can ring.
pub(in super::super) fn check_phone(ctx: &Ctx, errors: &mut Errors, typed: &str) {
    if typed.is_empty() {
        return;
    }
    if let Some(odd) = phone::odd(typed) {
        let (key, count) = odd.sentence();
        errors.add("phone", ctx.say(key, &[("count", count.into())]));
    }
}

/// The id of the matter that this form makes. It follows from the form's key and text, so that
/// sending the same twice is one matter while an edited form sent again is a new one; and only
/// with our own key, so that whoever knows a matter's id cannot ask for its receipt.
pub(super) fn matter_id(site: &Site, form_key: Id, text: &str) -> Id {
    forms::keyed_id(&site.keys, "report form", form_key, text)
}

/// The id of somebody who joins, made in the same way.
pub(in super::super) fn joined_id(site: &Site, form_key: Id, matter: Id) -> Id {
    matter_id(site, form_key, &format!("join {matter}"))
}

/// The key of the form, for forms that are sent again after a mistake.
pub(super) fn posted_keys(form: &Form, typed: &Typed) -> Result<(Id, Id), PageError> {
    forms::key_of(form)?;
    typed.keys()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_needs_both_halves_on_the_globe() {
        let at = |lon: &str, lat: &str| {
            Typed {
                lon: lon.to_owned(),
                lat: lat.to_owned(),
                ..Typed::default()
            }
            .point()
        };
        assert!(at("106.55", "29.58").is_some());
        for (lon, lat) in [
            ("106.55", ""),
            ("", ""),
            ("NaN", "29"),
            ("181", "29"),
            ("x", "y"),
        ] {
            assert!(at(lon, lat).is_none(), "{lon},{lat}");
        }
    }

    #[test]
    fn spaces_and_hyphens_of_a_phone_are_dropped() {
        let typed = Typed {
            phone: "138-0013 8000".to_owned(),
            ..Typed::default()
        };
        assert_eq!(typed.contact().phone.as_deref(), Some("13800138000"));
        assert_eq!(typed.contact().name, None);
    }
}
