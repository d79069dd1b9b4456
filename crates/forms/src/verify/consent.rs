//! Photos and sensitive kinds are asked only behind a question by which the resident agrees.

use crate::fault::{FormFault, Misfit};
use crate::model::{CONSENT_GIVEN, Form, Kind, Meaning, Question};

pub(super) fn verify(form: &Form) -> Vec<Misfit> {
    let questions = form.questions();
    let mut misfits = Vec::new();
    for (index, placed) in questions.iter().enumerate() {
        let question = placed.question;
        let needs = question.sensitive || question.kind == Kind::Image;
        let fault = match &question.consent {
            None if needs => Some(FormFault::NoConsent),
            None => None,
            Some(name) => {
                let agreed_before = questions[..index].iter().any(|earlier| {
                    earlier.question.name == *name
                        && (placed.in_matter() || !earlier.in_matter())
                        && is_consent(form, earlier.question)
                });
                (!agreed_before).then(|| FormFault::Consent(name.to_string()))
            }
        };
        misfits.extend(fault.map(|fault| Misfit {
            at: question.name.to_string(),
            column: "consent",
            fault,
        }));
    }
    misfits
}

fn is_consent(form: &Form, question: &Question) -> bool {
    let Kind::SelectOne(list) = &question.kind else {
        return false;
    };
    let has = |name: &str| {
        form.choices(list)
            .iter()
            .any(|choice| choice.name.as_str() == name)
    };
    question.meaning == Some(Meaning::Consent) && has(CONSENT_GIVEN) && has("no")
}

impl Meaning {
    pub(super) fn suits(self, kind: &Kind) -> bool {
        match self {
            Self::MatterText | Self::MatterPlace | Self::ContactPhone => *kind == Kind::Text,
            Self::MatterKind | Self::MatterUrgency | Self::ContactWish | Self::Consent => {
                matches!(kind, Kind::SelectOne(_))
            }
            Self::MatterPhoto => *kind == Kind::Image,
        }
    }
}
