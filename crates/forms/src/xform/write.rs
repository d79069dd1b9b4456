use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::bind::{Paths, binds, instance};
use super::{Extras, OUTCOME, STOP, VISITED, body, texts, version};
use crate::model::Form;

pub(super) type Xml = Writer<Vec<u8>>;

#[derive(Debug, thiserror::Error)]
pub enum XFormError {
    #[error("the form cannot be written: {0}")]
    Write(#[from] std::io::Error),
    #[error("the form has no digest: {0}")]
    Digest(#[from] serde_json::Error),
    #[error("the form is not written as UTF-8: {0}")]
    Utf8(#[from] std::string::FromUtf8Error),
}

const SPACES: [(&str, &str); 5] = [
    ("xmlns", "http://www.w3.org/2002/xforms"),
    ("xmlns:h", "http://www.w3.org/1999/xhtml"),
    ("xmlns:jr", "http://openrosa.org/javarosa"),
    ("xmlns:odk", "http://www.opendatakit.org/xforms"),
    ("xmlns:orx", "http://openrosa.org/xforms"),
];

pub fn write(form: &Form, extras: Extras<'_>) -> Result<String, XFormError> {
    let version = version(form, extras)?;
    let mut xml = Writer::new(Vec::new());
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    element(&mut xml, "h:html", &SPACES, |xml| {
        element(xml, "h:head", &[], |xml| {
            text(xml, "h:title", &form.title.zh)?;
            model(xml, form, extras, &version)
        })?;
        element(xml, "h:body", &[], |xml| body::write(xml, form, extras))
    })?;
    Ok(String::from_utf8(xml.into_inner())?)
}

fn model(xml: &mut Xml, form: &Form, extras: Extras<'_>, version: &str) -> std::io::Result<()> {
    let stops = !extras.stops.is_empty();
    element(xml, "model", &[("odk:xforms-version", "1.0.0")], |xml| {
        texts::write(xml, form, stops)?;
        element(xml, "instance", &[], |xml| {
            let attributes = [("id", form.id.as_str()), ("version", version)];
            element(xml, "data", &attributes, |xml| {
                if stops {
                    empty(xml, STOP, &[])?;
                    empty(xml, OUTCOME, &[])?;
                }
                instance(xml, &form.parts)?;
                element(xml, "orx:meta", &[], |xml| {
                    empty(xml, "orx:instanceID", &[])?;
                    empty(xml, "orx:timeEnd", &[])
                })
            })
        })?;
        let mut paths = Paths::of(form);
        if stops {
            for name in [STOP, OUTCOME] {
                let path = format!("/data/{name}");
                let attributes = [
                    ("nodeset", path.as_str()),
                    ("type", "string"),
                    ("required", "true()"),
                ];
                empty(xml, "bind", &attributes)?;
            }
            paths.only_if(format!("/data/{OUTCOME} = '{VISITED}'"));
        }
        binds(xml, &form.parts, "/data", &paths)?;
        let id = [
            ("nodeset", "/data/orx:meta/orx:instanceID"),
            ("type", "string"),
            ("readonly", "true()"),
            ("jr:preload", "uid"),
        ];
        empty(xml, "bind", &id)?;
        // When it was written down; it may be sent days later.
        let ended = [
            ("nodeset", "/data/orx:meta/orx:timeEnd"),
            ("type", "dateTime"),
            ("jr:preload", "timestamp"),
            ("jr:preloadParams", "end"),
        ];
        empty(xml, "bind", &ended)
    })
}

pub(super) fn element(
    xml: &mut Xml,
    name: &str,
    attributes: &[(&str, &str)],
    inside: impl FnOnce(&mut Xml) -> std::io::Result<()>,
) -> std::io::Result<()> {
    xml.create_element(name)
        .with_attributes(attributes.iter().copied())
        .write_inner_content(inside)?;
    Ok(())
}

pub(super) fn empty(xml: &mut Xml, name: &str, attributes: &[(&str, &str)]) -> std::io::Result<()> {
    xml.create_element(name)
        .with_attributes(attributes.iter().copied())
        .write_empty()?;
    Ok(())
}

/// Signs that XML cannot hold at all are left out; an author can hardly have meant them.
pub(super) fn text(xml: &mut Xml, name: &str, text: &str) -> std::io::Result<()> {
    let kept: String = text
        .chars()
        .filter(|sign| !sign.is_control() || "\n\t".contains(*sign))
        .collect();
    xml.create_element(name)
        .write_text_content(BytesText::new(&kept))?;
    Ok(())
}
