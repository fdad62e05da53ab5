//! The laboratory: attendances as they were sent, executions of exams, and their reports.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::{Value, json};

use crate::dice::Dice;
use crate::people::lands::BRAZIL;

/// One version of a report.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Report {
    pub(crate) at: DateTime<Utc>,
    #[serde(skip)]
    pub(crate) file: Vec<u8>,
    pub(crate) bytes: usize,
}

/// An exam of a patient that is being made.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Execution {
    pub(crate) patient: String,
    pub(crate) exam: String,
    /// Oldest first: an upload replaces the report and keeps it as an older version.
    pub(crate) reports: Vec<Report>,
}

/// One message about an attendance.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Sent {
    pub(crate) at: DateTime<Utc>,
    pub(crate) body: Value,
}

/// Everything the laboratory knows.
#[derive(Debug)]
pub(crate) struct Laboratory {
    /// What was sent about each attendance, by the identity that the message bears.
    pub(crate) attendances: BTreeMap<String, Vec<Sent>>,
    pub(crate) executions: BTreeMap<u32, Execution>,
}

const EXAMS: [&str; 6] = [
    "Cariótipo com banda G",
    "Painel de câncer hereditário",
    "Sequenciamento do exoma",
    "Fibrose cística - CFTR",
    "Trombofilia - Fator V",
    "Teste pré-natal não invasivo",
];

impl Laboratory {
    pub(crate) fn new(dice: &mut Dice, now: DateTime<Utc>) -> Self {
        let executions = (1..=40)
            .map(|id| {
                let person = BRAZIL.adult(dice, now.date_naive());
                let execution = Execution {
                    patient: format!("{} {}", person.first, person.last),
                    exam: dice.pick(&EXAMS).to_owned(),
                    reports: Vec::new(),
                };
                (id, execution)
            })
            .collect();
        Self {
            attendances: BTreeMap::new(),
            executions,
        }
    }

    /// Keeps a message; whether it is the first about its attendance.
    pub(crate) fn receive(&mut self, identity: &str, at: DateTime<Utc>, body: Value) -> bool {
        let messages = self.attendances.entry(identity.to_owned()).or_default();
        messages.push(Sent { at, body });
        messages.len() == 1
    }
}

/// What tells attendances apart. The document does not say; these are looked for, first at the top and then one level
/// down. A message without any is an attendance of its own.
const IDENTITIES: [&str; 6] = ["id", "codigo", "code", "number", "numero", "attendance_id"];

/// The identity that a message bears.
pub(crate) fn identity(body: &Value) -> Option<String> {
    let written = |value: &Value| match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let of = |object: &Value| IDENTITIES.iter().find_map(|key| written(object.get(key)?));
    let section = ["attendance", "atendimento", "pedido"]
        .iter()
        .find_map(|name| of(body.get(name)?));
    of(body).or(section)
}

/// What a message in Portuguese lacks.
pub(crate) fn missing(body: &Value) -> Vec<&'static str> {
    let is_text = |pointer: &str| {
        body.pointer(pointer)
            .and_then(Value::as_str)
            .is_some_and(|text| !text.trim().is_empty())
    };
    let events = ["criado", "cancelado", "bloqueado", "anexos", "exames"];
    let event = body.pointer("/atendimento/evento").and_then(Value::as_str);
    let procedures = body.pointer("/procedimentos").and_then(Value::as_array);
    [
        (
            "atendimento.codigo",
            identity(&json!({ "atendimento": body["atendimento"] })).is_some(),
        ),
        (
            "atendimento.evento",
            event.is_some_and(|event| events.contains(&event)),
        ),
        ("paciente.nome", is_text("/paciente/nome")),
        ("procedimentos", procedures.is_some_and(|list| !list.is_empty())),
    ]
    .into_iter()
    .filter(|(_, there)| !there)
    .map(|(name, _)| name)
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identity_is_found_at_the_top_and_in_its_section() {
        assert_eq!(identity(&json!({ "id": 7 })).as_deref(), Some("7"));
        assert_eq!(
            identity(&json!({ "attendance": { "id": "A-7" }, "patient": { "id": 9 } })).as_deref(),
            Some("A-7")
        );
        assert_eq!(identity(&json!({ "patient": { "id": 9 }, "id": "" })), None);
        assert_eq!(identity(&json!([1])), None);
    }

    #[test]
    fn a_message_in_portuguese_is_whole_or_says_what_it_lacks() {
        let whole = json!({
            "atendimento": { "codigo": 7, "evento": "criado" }, "paciente": { "nome": "Ana" }, "procedimentos": [{}],
        });
        assert!(missing(&whole).is_empty());
        let all = [
            "atendimento.codigo",
            "atendimento.evento",
            "paciente.nome",
            "procedimentos",
        ];
        assert_eq!(missing(&json!({})), all);
        let mut wrong = whole;
        wrong["atendimento"]["evento"] = json!("created");
        assert_eq!(missing(&wrong), ["atendimento.evento"]);
    }
}
