//! How a connection writes an attendance: a JSON text with places for our values. The laboratory tells the clinic
//! what it wants, and the clinic writes it down once.

use std::fmt;

use serde_json::{Map, Value};

use super::attendance::Attendance;
use super::operations::SEND_ATTENDANCE;
use crate::VendorError;
use crate::error::ErrorKind;

/// The lists of an attendance, and the keys of their entries.
const LISTS: &[(&str, &[&str])] = &[
    ("procedures", &["code", "name"]),
    ("samples", &["code", "material", "collected_at"]),
    ("attachments", &["name", "media_type", "base64"]),
    ("clinical_data", &["name", "value"]),
];

/// Everything else that a place can name.
const VALUES: &[&str] = &[
    "event",
    "id",
    "patient",
    "patient.id",
    "patient.name",
    "patient.birth_date",
    "patient.sex",
    "patient.national_id",
    "patient.phone",
    "patient.email",
    "requester",
    "requester.name",
    "requester.council_number",
    "requester.council_state",
    "procedures",
    "samples",
    "attachments",
    "clinical_data",
];

/// A mapping. In its texts, `{{patient.name}}` stands for our value: alone in a text it keeps its type, and where we
/// have none the key is left out. An object `{"$each": "procedures", "$item": …}` becomes a list, and in its item
/// `{{.code}}` is the entry's own. An object `{"$case": "{{event}}", "created": "criado", …, "$else": …}` becomes what
/// stands under our value: so a laboratory's own words are written.
///
/// The default writes all parts with our own keys.
#[derive(Clone, Default, PartialEq)]
pub struct AttendanceMapping(Option<Value>);

impl fmt::Debug for AttendanceMapping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() {
            "AttendanceMapping(own)"
        } else {
            "AttendanceMapping(default)"
        })
    }
}

impl AttendanceMapping {
    /// Reads a mapping and looks whether every place in it exists.
    ///
    /// # Errors
    /// `Invalid`, field `mapping`, saying what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, VendorError> {
        let template: Value = serde_json::from_str(text)
            .map_err(|error| invalid(format!("the mapping is not JSON: line {}", error.line())))?;
        if !template.is_object() {
            return Err(invalid("the mapping must be an object".to_owned()));
        }
        look(&template, None)?;
        Ok(Self(Some(template)))
    }

    /// What would be sent for this attendance.
    ///
    /// # Errors
    /// `Invalid` when the attendance cannot be written as JSON.
    pub fn write(&self, attendance: &Attendance) -> Result<Value, VendorError> {
        let ours = serde_json::to_value(attendance).map_err(|_| {
            VendorError::new(
                ErrorKind::Invalid,
                SEND_ATTENDANCE.name,
                "the attendance cannot be written as JSON",
            )
        })?;
        Ok(match &self.0 {
            None => ours,
            Some(template) => filled(template, &ours, None).unwrap_or(Value::Null),
        })
    }
}

fn invalid(message: String) -> VendorError {
    VendorError::invalid(SEND_ATTENDANCE.name, "mapping", message)
}

/// The pieces of a text: literal and place in turn, beginning with a literal one. `None`: a brace is not closed.
fn pieces(text: &str) -> Option<Vec<&str>> {
    let mut pieces = vec![];
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let (place, after) = after.split_once("}}")?;
        pieces.extend([before, place.trim()]);
        rest = after;
    }
    pieces.push(rest);
    Some(pieces)
}

fn look(template: &Value, item: Option<&[&str]>) -> Result<(), VendorError> {
    match template {
        Value::String(text) => {
            let pieces = pieces(text).ok_or_else(|| invalid(format!("in {text:?} a place is not closed")))?;
            for place in pieces.iter().skip(1).step_by(2) {
                let known = match place.strip_prefix('.') {
                    Some(own) => item.is_some_and(|keys| keys.contains(&own)),
                    None => VALUES.contains(place),
                };
                if !known {
                    return Err(invalid(format!("there is no {place:?}")));
                }
            }
            Ok(())
        }
        Value::Array(list) => list.iter().try_for_each(|entry| look(entry, item)),
        Value::Object(object) => match each(object) {
            Some((list, inner)) => {
                let keys = LISTS.iter().find(|(name, _)| *name == list);
                let (_, keys) = keys.ok_or_else(|| invalid(format!("there is no list {list:?}")))?;
                look(inner, Some(keys))
            }
            None if object.contains_key("$case") => {
                if !object["$case"].is_string() {
                    return Err(invalid("$case needs a text with a place".to_owned()));
                }
                object.values().try_for_each(|value| look(value, item))
            }
            None if object.contains_key("$each") => Err(invalid(
                "$each needs the name of a list, and $item beside it".to_owned(),
            )),
            None => object.values().try_for_each(|value| look(value, item)),
        },
        _ => Ok(()),
    }
}

fn each(object: &Map<String, Value>) -> Option<(&str, &Value)> {
    Some((object.get("$each")?.as_str()?, object.get("$item")?))
}

/// The template with our values; `None` where a value alone is missing.
fn filled(template: &Value, ours: &Value, item: Option<&Value>) -> Option<Value> {
    let value = |place: &str| {
        let found = match place.strip_prefix('.') {
            Some(own) => item?.get(own),
            None => place.split('.').try_fold(ours, |value, key| value.get(key)),
        };
        found.filter(|value| !value.is_null())
    };
    Some(match template {
        Value::String(text) => match pieces(text)?.as_slice() {
            ["", place, ""] => value(place)?.clone(),
            pieces => {
                let texts = pieces.iter().enumerate().map(|(index, piece)| match index % 2 {
                    0 => (*piece).to_owned(),
                    _ => value(piece).map_or_else(String::new, |value| match value {
                        Value::String(text) => text.clone(),
                        other => other.to_string(),
                    }),
                });
                Value::String(texts.collect())
            }
        },
        Value::Array(list) => Value::Array(
            list.iter()
                .map(|entry| filled(entry, ours, item).unwrap_or(Value::Null))
                .collect(),
        ),
        Value::Object(object) => match each(object) {
            Some((list, inner)) => {
                let entries = ours.get(list).and_then(Value::as_array);
                let entries = entries.into_iter().flatten();
                Value::Array(
                    entries
                        .filter_map(|entry| filled(inner, ours, Some(entry)))
                        .collect(),
                )
            }
            None if object.contains_key("$case") => {
                let case = filled(&object["$case"], ours, item);
                let case = case.as_ref().and_then(Value::as_str);
                let chosen = case
                    .filter(|case| !case.starts_with('$'))
                    .and_then(|case| object.get(case));
                filled(chosen.or_else(|| object.get("$else"))?, ours, item)?
            }
            None => Value::Object(
                object
                    .iter()
                    .filter_map(|(key, value)| Some((key.clone(), filled(value, ours, item)?)))
                    .collect(),
            ),
        },
        other => other.clone(),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::attendance;
    use super::*;

    #[test]
    fn the_default_writes_every_part_with_our_keys() {
        let written = AttendanceMapping::default().write(&attendance()).unwrap();
        assert_eq!(
            written,
            json!({"event": "created", "id": "a-1",
                "patient": {"id": "p-1", "name": "CANARY João", "birth_date": "1990-05-04"},
                "procedures": [{"code": "EXO", "name": "Exoma"}, {"code": "NGS"}],
                "samples": [{"code": "S1", "material": "sangue", "collected_at": "2026-05-04T08:00:00"}],
                "requester": {"name": "Dra. CANARY", "council_number": "123"},
                "attachments": [{"name": "a.pdf", "media_type": "application/pdf", "base64": "JVBERg=="}],
                "clinical_data": [{"name": "febre", "value": "não"}]})
        );
    }

    #[test]
    fn a_mapping_puts_our_values_where_the_laboratory_wants_them() {
        let mapping = AttendanceMapping::parse(
            r#"{"origem": "clinica", "versao": 2,
                "atendimento": {"codigo": "FD-{{id}}", "tipo": "{{ event }}", "vazio": "{{patient.sex}}"},
                "paciente": "{{patient.name}}", "contato": "fone {{patient.phone}}", "tudo": "{{requester}}",
                "exames": {"$each": "procedures", "$item": {"cod": "{{.code}}", "nome": "{{.name}}", "de": "{{id}}"}},
                "lista": ["{{patient.sex}}", "{{patient.id}}"]}"#,
        )
        .unwrap();
        assert_eq!(
            mapping.write(&attendance()).unwrap(),
            json!({"origem": "clinica", "versao": 2, "atendimento": {"codigo": "FD-a-1", "tipo": "created"},
                "paciente": "CANARY João", "contato": "fone ",
                "tudo": {"name": "Dra. CANARY", "council_number": "123"},
                "exames": [{"cod": "EXO", "nome": "Exoma", "de": "a-1"}, {"cod": "NGS", "de": "a-1"}],
                "lista": [null, "p-1"]})
        );
    }

    #[test]
    fn a_patients_text_is_never_a_place() {
        let mut attendance = attendance();
        attendance.patient.as_mut().unwrap().name = "{{id}}".to_owned();
        let mapping =
            AttendanceMapping::parse(r#"{"n": "{{patient.name}}", "m": "x {{patient.name}}"}"#).unwrap();
        assert_eq!(
            mapping.write(&attendance).unwrap(),
            json!({"n": "{{id}}", "m": "x {{id}}"})
        );
    }

    #[test]
    fn what_cannot_be_filled_is_refused_when_it_is_written_down() {
        for (bad, why) in [
            ("[]", "object"),
            ("{", "JSON"),
            (r#"{"a": "{{patient.shoe}}"}"#, "patient.shoe"),
            (r#"{"a": "{{.code}}"}"#, ".code"),
            (r#"{"a": "{{id"}"#, "not closed"),
            (r#"{"a": {"$each": "shoes", "$item": 1}}"#, "shoes"),
            (r#"{"a": {"$each": "procedures"}}"#, "$item"),
            (
                r#"{"a": {"$each": "procedures", "$item": "{{.material}}"}}"#,
                ".material",
            ),
        ] {
            let error = AttendanceMapping::parse(bad).unwrap_err();
            assert_eq!(error.field, Some("mapping"));
            assert!(error.message.contains(why), "{bad}: {}", error.message);
        }
    }

    #[test]
    fn a_case_writes_the_laboratorys_own_words() {
        let mapping = AttendanceMapping::parse(
            r#"{"evento":{"$case":"{{event}}","created":"criado","blocked":"bloqueado"},
                "sexo":{"$case":"{{patient.sex}}","f":{"nome":"feminino {{patient.name}}"},"$else":"outro"}}"#,
        )
        .unwrap();
        let mut form = attendance();
        form.event = super::super::AttendanceEvent::Blocked;
        form.patient.as_mut().unwrap().sex = Some("f".to_owned());
        let name = form.patient.as_ref().unwrap().name.clone();
        assert_eq!(
            mapping.write(&form).unwrap(),
            json!({ "evento": "bloqueado", "sexo": { "nome": format!("feminino {name}") } })
        );
        // What no case names is left out, or written as the last one says.
        form.event = super::super::AttendanceEvent::Cancelled;
        form.patient.as_mut().unwrap().sex = Some("$else".to_owned());
        assert_eq!(mapping.write(&form).unwrap(), json!({ "sexo": "outro" }));
        for wrong in [
            r#"{"a":{"$case":1}}"#,
            r#"{"a":{"$case":"{{nobody}}"}}"#,
            r#"{"a":{"$case":"{{event}}","created":"{{nobody}}"}}"#,
        ] {
            let error = AttendanceMapping::parse(wrong).unwrap_err();
            assert_eq!(error.field, Some("mapping"), "{wrong}");
        }
    }
}
