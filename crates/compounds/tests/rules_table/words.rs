//! Whatever is refused, listed or asked for has its sentence in both languages.

use huiyin_compounds::model::house_rules::{RuleKind, RuleRefused, RuleStateName};
use huiyin_compounds::model::mediation::{
    AgreementForm, CaseActName, CaseRefused, CaseStateName, Confirming, Dispute, EndedHow, Role,
};
use huiyin_compounds::model::table::{
    DecisionStateName, MeetingStateName, Side, TableRefused, Topic, WayName,
};
use huiyin_compounds::ops::mediation::REASONS;
use huiyin_compounds::rules::house_rules::{blanks, template};
use huiyin_kernel::Lang;
use huiyin_web::Texts;

macro_rules! named {
    ($keys:ident, $($prefix:literal: $kind:ty),+ $(,)?) => {
        $(for it in <$kind>::ALL {
            $keys.push(format!("{}-{}", $prefix, it.key()));
        })+
    };
}

#[test]
fn nothing_is_without_words() {
    let mut keys: Vec<String> = Vec::new();
    named!(
        keys,
        "compounds-table-refused": TableRefused,
        "compounds-table-state": MeetingStateName,
        "compounds-table-side": Side,
        "compounds-table-topic": Topic,
        "compounds-table-way": WayName,
        "compounds-table-decision": DecisionStateName,
        "compounds-mediation-refused": CaseRefused,
        "compounds-mediation-state": CaseStateName,
        "compounds-mediation-dispute": Dispute,
        "compounds-mediation-role": Role,
        "compounds-mediation-form": AgreementForm,
        "compounds-mediation-ended": EndedHow,
        "compounds-mediation-confirming": Confirming,
        "compounds-rules-refused": RuleRefused,
        "compounds-rules-kind": RuleKind,
        "compounds-rules-state": RuleStateName,
    );
    for act in CaseActName::ALL {
        // Neither is done with a form of the case.
        if !matches!(*act, CaseActName::Remind | CaseActName::Correct) {
            keys.push(format!("done-compounds-mediation-{}", act.key()));
        }
    }
    for kind in RuleKind::ALL {
        for blank in blanks(&template(*kind).zh) {
            let name = blank.name.replace('_', "-");
            keys.push(format!("compounds-rules-blank-{name}"));
        }
    }
    for reason in REASONS {
        keys.push(format!("compounds-mediation-reason-{reason}"));
    }
    for kind in ["summary", "notes", "agreement"] {
        keys.push(format!("compounds-mediation-text-{kind}"));
    }
    for act in [
        "begun", "appoint", "hold", "minute", "decide", "withdraw", "matter", "proposal",
        "complete", "drop", "postpone", "agree", "amend", "publish", "correct",
    ] {
        keys.push(format!("done-compounds-table-{act}"));
    }
    for act in [
        "begin",
        "write",
        "propose",
        "take-back",
        "discard",
        "adopt",
        "repeal",
    ] {
        keys.push(format!("done-compounds-rules-{act}"));
    }
    let texts = Texts::load().unwrap();
    for lang in Lang::ALL {
        for key in &keys {
            assert!(texts.has(lang, key), "{key} in {}", lang.tag());
        }
    }
}
