use huiyin_forms::xlsform::{Refusal, Sheet, Source, export, import};

use super::{CHOICES, SETTINGS, form, good};

fn refusals(survey: &str) -> Vec<(u64, String, &'static str, String)> {
    let Err(refusals) = form(survey) else {
        panic!("taken: {survey}");
    };
    refusals
        .into_iter()
        .map(
            |Refusal {
                 row, column, fault, ..
             }| (row, column, fault.code(), fault.detail()),
        )
        .collect()
}

fn one(survey: &str) -> (u64, String, &'static str, String) {
    let mut all = refusals(survey);
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

fn is(
    row: u64,
    column: &str,
    code: &'static str,
    detail: &str,
) -> (u64, String, &'static str, String) {
    (row, column.to_owned(), code, detail.to_owned())
}

#[test]
fn what_is_not_supported_is_refused_by_name_with_its_row() {
    for kind in [
        "begin_repeat",
        "calculate",
        "audio",
        "geotrace",
        "start",
        "deviceid",
        "select_one_from_file x.csv",
        "rank abc",
        "select_one abc or_other",
        "",
    ] {
        let survey = format!("type,name,label\ntext,a,甲\n{kind},b,乙\n");
        let shown = kind.to_owned();
        assert_eq!(one(&survey), is(3, "type", "type", &shown), "{kind}");
    }
    assert_eq!(
        one("type,name,label,calculation\ntext,a,甲,\ntext,b,乙,1 + 1\n"),
        is(3, "calculation", "column", "calculation")
    );
    assert_eq!(
        one("type,name,label,choice_filter\nselect_one abc,a,甲,x = 1\n"),
        is(2, "choice_filter", "column", "choice_filter")
    );
    assert_eq!(
        one("type,name,label::Français (fr),label\ntext,a,A,甲\n"),
        is(2, "label::Français (fr)", "column", "label::Français (fr)")
    );
    assert_eq!(
        one("type,name,label,relevant\ntext,a,甲,\ntext,b,乙,once(${a}) = 1\n"),
        is(3, "relevant", "expression-unsupported", "once()")
    );
    assert_eq!(
        one("type,name,label,constraint\ntext,a,甲,\"regex(., '\\w+')\"\n"),
        is(2, "constraint", "expression-pattern", "\\w")
    );
    assert_eq!(
        one("type,name,label,required\ntext,a,甲,${b} = 1\n"),
        is(2, "required", "value", "${b} = 1")
    );
}

#[test]
fn empty_columns_that_are_not_known_do_no_harm() {
    good("type,name,label,calculation,media::image\ntext,a,甲,,\n");
}

#[test]
fn names_lists_and_groups_hold_together() {
    assert_eq!(
        one("type,name,label\ntext,a,甲\ntext,a,乙\n").2,
        "name-twice"
    );
    assert_eq!(
        one("type,name,label\ntext,事项,甲\n"),
        is(2, "name", "name", "事项")
    );
    assert_eq!(
        one("type,name,label\nselect_one nowhere,a,甲\n"),
        is(2, "type", "list", "nowhere")
    );
    assert_eq!(
        one("type,name,label\nbegin_group,g,组\ntext,a,甲\n"),
        is(2, "type", "group-open", "g")
    );
    assert_eq!(
        one("type,name,label\ntext,a,甲\nend_group,,\n"),
        is(3, "type", "group-not-open", "")
    );
    assert_eq!(
        one("type,name,label\ntext,a,\n"),
        is(2, "label", "no-text", "")
    );
    assert_eq!(one("type,name,label\nnote,a,甲\n").2, "empty");
    let deep = format!(
        "type,name,label\n{}text,q,问\n{}",
        (1..=4)
            .map(|n| format!("begin_group,g{n},组\n"))
            .collect::<String>(),
        "end_group,,\n".repeat(4)
    );
    assert!(
        refusals(&deep)
            .iter()
            .any(|refusal| refusal.2 == "group-too-deep")
    );
}

#[test]
fn conditions_look_only_at_what_stands_before_and_makes_sense() {
    let with = |relevant: &str| {
        format!(
            "type,name,label,relevant\nselect_one abc,a,甲,\ninteger,n,数,\ntext,t,文,\nimage,p,照,\ntext,b,乙,\"{relevant}\"\ntext,later,后,\n"
        )
    };
    let survey = |relevant: &str| with(relevant).replace("image,p,照,\n", "");
    for relevant in [
        "${a} = 'a'",
        "${n} > 3 and ${n} <= 5.5",
        "selected(${a}, 'b')",
        "string-length(${t}) > 2",
        "${t} != ''",
        "regex(${t}, 'x+')",
        "${n} = ''",
    ] {
        good(&survey(relevant));
    }
    for (relevant, code) in [
        ("${later} = ''", "not-before"),
        ("${b} = ''", "not-before"),
        ("${a} = 'c'", "choice"),
        ("selected(${a}, 'c')", "choice"),
        ("selected(${t}, 'c')", "comparison"),
        ("${t} > 3", "comparison"),
        ("${n} = 'x'", "comparison"),
        ("regex(${n}, 'x')", "comparison"),
        ("string-length(${n}) = 3", "comparison"),
        ("count-selected(${a}) = 1", "comparison"),
        ("1 = 1", "comparison"),
        (". = 'x'", "here-outside"),
    ] {
        let found = one(&survey(relevant));
        assert_eq!((found.0, found.2), (5, code), "{relevant}");
    }
}

#[test]
fn a_mandatory_question_says_what_for_and_three_photos_are_the_most() {
    assert_eq!(
        one("type,name,label,required\ntext,a,甲,yes\n"),
        is(2, "purpose", "no-purpose", "")
    );
    let photos = |count: usize| {
        let rows: String = (0..count)
            .map(|n| format!("image,p{n},照片,yes,为了修,agree,\n"))
            .collect();
        format!(
            "type,name,label,required,purpose,consent,meaning\nselect_one yes_no,agree,同意拍照吗,,,,consent\n{rows}"
        )
    };
    good(&photos(3));
    assert_eq!(one(&photos(4)), is(0, "required", "mandatory-photos", "4"));
}

#[test]
fn photos_and_what_is_sensitive_wait_for_a_yes() {
    assert_eq!(
        one("type,name,label\nimage,p,照\n"),
        is(2, "consent", "no-consent", "")
    );
    assert_eq!(
        one("type,name,label,sensitive\ntext,p,病,yes\n"),
        is(2, "consent", "no-consent", "")
    );
    for consent in [
        "select_one abc,c,问,,consent",
        "select_one yes_no,c,问,,",
        "text,c,问,,",
    ] {
        let survey = format!("type,name,label,consent,meaning\n{consent}\nimage,p,照,c,\n");
        let found = refusals(&survey);
        assert!(
            found.contains(&is(3, "consent", "consent", "c")),
            "{found:?}"
        );
    }
    let after = "type,name,label,consent,meaning\nimage,p,照,c,\nselect_one yes_no,c,问,,consent\n";
    assert_eq!(one(after), is(2, "consent", "consent", "c"));
}

#[test]
fn matters_are_one_group_that_nothing_outside_looks_into() {
    let survey = |tail: &str| {
        format!(
            "type,name,label,relevant,meaning\nbegin_group,m,事,,matter\ntext,t,文,,matter-text\nend_group,,,,\n{tail}"
        )
    };
    good(&survey(""));
    assert_eq!(
        one(&survey("text,x,外,${t} = 'a',\n")),
        is(5, "relevant", "inside-matter", "t")
    );
    assert_eq!(one(&survey("text,x,外,,matter-place\n")).2, "meaning");
    assert!(
        refusals(&survey("begin_group,m2,事,,matter\nend_group,,,,\n"))
            .iter()
            .any(|it| it.2 == "meaning-twice")
    );
    assert_eq!(
        one(&survey("text,x,外,,contact-wish\n")),
        is(5, "meaning", "meaning", "contact-wish")
    );
    assert_eq!(
        one(&survey("text,x,外,,score\n")),
        is(5, "meaning", "meaning", "score")
    );
}

#[test]
fn settings_and_sheets_are_told_apart() {
    let with = |settings: &str| {
        import(Source::Tables {
            survey: b"type,name,label\ntext,a,\xe7\x94\xb2\n",
            choices: CHOICES.as_bytes(),
            settings: settings.as_bytes(),
        })
    };
    let first = |settings: &str| with(settings).unwrap_err().remove(0);
    assert_eq!(first("form_id,form_title\n").fault.code(), "sheet-missing");
    assert_eq!(first("form_id,form_title\n坏,题\n").fault.code(), "name");
    assert_eq!(
        first("form_id,form_title,style\nf,题,pages\n").column,
        "style"
    );
    assert_eq!(
        first("form_id,form_title,default_language\nf,题,French (fr)\n")
            .fault
            .code(),
        "value"
    );
    let untitled = first("form_id,form_title,version\nf,,1\n");
    assert_eq!(
        (untitled.sheet, untitled.row, untitled.fault.code()),
        (Sheet::Settings, 2, "no-text")
    );
    assert!(with(SETTINGS).is_ok());
    assert!(import(Source::Workbook(b"PK\x03\x04 not a zip")).is_err());
    assert!(import(Source::Workbook(b"")).is_err());
    assert!(
        import(Source::Workbook(&[
            0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1
        ]))
        .is_err()
    );
}

#[test]
fn a_flood_of_faults_is_bounded() {
    let survey = format!("type,name,label\n{}", "audio,x,甲\n".repeat(3_000));
    assert!(form(&survey).unwrap_err().len() <= 100);
}

#[test]
fn what_looks_like_a_formula_survives_the_workbook() {
    let form = good("type,name,label\ntext,a,=1+1\ntext,b,-减\n");
    let workbook = export(&form).unwrap();
    assert_eq!(import(Source::Workbook(&workbook)), Ok(form));
}
