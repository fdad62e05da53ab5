//! Contract requests: how one is shown whole, and in the list.

use serde_json::{Map, Value, json};

use super::dialect::{Dialect, KindKey, Links, Missing, Numbers, Programs, Urgent};

/// The kind of contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Capitation,
    Reimbursement,
}

impl Kind {
    pub(crate) const ALL: [Self; 2] = [Self::Capitation, Self::Reimbursement];

    /// As bodies spell it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Capitation => "CAPITATION",
            Self::Reimbursement => "REIMBURSEMENT",
        }
    }

    /// From a path, in any case.
    pub(crate) fn named(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.name().eq_ignore_ascii_case(text))
    }
}

/// Every status of the public specification.
pub(crate) const STATUSES: [&str; 8] = [
    "NEW",
    "IN_PROCESS",
    "APPROVED",
    "DECLINED",
    "TERMINATED",
    "PENDING_NHS_SIGN",
    "NHS_SIGNED",
    "SIGNED",
];

/// One contract request. `fields` has every key of the document, null where there is nothing.
#[derive(Debug, Clone)]
pub(crate) struct ContractRequest {
    pub(crate) id: String,
    pub(crate) kind: Kind,
    pub(crate) status: String,
    /// `contractor_legal_entity_id`.
    pub(crate) owner: String,
    pub(crate) fields: Map<String, Value>,
    /// Whether its documents were never uploaded.
    pub(crate) bare: bool,
}

/// A document of a request: its type in `urgent`, and its name in the storage.
pub(crate) const DOCUMENTS: [(&str, &str); 3] = [
    ("CONTRACT_REQUEST_STATUTE", "contract_request_statute.pdf"),
    (
        "CONTRACT_REQUEST_ADDITIONAL_DOCUMENT",
        "contract_request_additional_document.pdf",
    ),
    ("SIGNED_CONTENT", "signed_content"),
];

/// Keys of a list row that stand in the details under the same name.
const LISTED: [&str; 18] = [
    "id",
    "contract_type",
    "contractor_base",
    "status",
    "status_reason",
    "nhs_signer_base",
    "issue_city",
    "nhs_contract_price",
    "nhs_payment_method",
    "contract_number",
    "contract_id",
    "parent_contract_id",
    "start_date",
    "end_date",
    "medical_programs",
    "id_form",
    "updated_at",
    "inserted_at",
];

/// Keys of a list row that are the id of an object in the details.
const LISTED_IDS: [(&str, &str); 4] = [
    ("contractor_legal_entity_id", "contractor_legal_entity"),
    ("contractor_owner_id", "contractor_owner"),
    ("nhs_signer_id", "nhs_signer"),
    ("nhs_legal_entity_id", "nhs_legal_entity"),
];

impl ContractRequest {
    /// `data` of the details.
    pub(crate) fn details(&self, dialect: &Dialect) -> Value {
        spoken(self.fields.clone(), dialect)
    }

    /// A row of the list: ids instead of objects.
    pub(crate) fn row(&self, dialect: &Dialect) -> Value {
        spoken(self.flat(), dialect)
    }

    /// The row before any dialect, which is also what the list's filters look at.
    pub(crate) fn flat(&self) -> Map<String, Value> {
        let mut row: Map<String, Value> = LISTED
            .iter()
            .filter(|key| match self.kind {
                Kind::Capitation => **key != "medical_programs",
                Kind::Reimbursement => **key != "nhs_contract_price",
            })
            .map(|key| {
                (
                    (*key).to_owned(),
                    self.fields.get(*key).cloned().unwrap_or_default(),
                )
            })
            .collect();
        for (key, object) in LISTED_IDS {
            let id = self.fields.get(object).and_then(|object| object.get("id"));
            row.insert(key.into(), id.cloned().unwrap_or_default());
        }
        row.insert("contractor_legal_entity_id".into(), json!(self.owner));
        row
    }

    /// `urgent.documents`; `link` makes the address of a file of the storage.
    pub(crate) fn documents(&self, dialect: &Dialect, link: impl Fn(&str) -> String) -> Vec<Value> {
        let signed = matches!(self.status.as_str(), "SIGNED" | "NHS_SIGNED");
        DOCUMENTS
            .iter()
            .filter(|(kind, _)| match dialect.urgent {
                Urgent::ByStatus => !self.bare && (signed || *kind != "SIGNED_CONTENT"),
                Urgent::AsSample => *kind == "SIGNED_CONTENT",
            })
            .map(|(kind, name)| {
                let url = match dialect.links {
                    Links::Signed => link(name),
                    Links::BareHost => "https://storage.ehealth.world".to_owned(),
                };
                json!({ "type": kind, "url": url })
            })
            .collect()
    }
}

/// The fields in the words of a dialect.
fn spoken(mut fields: Map<String, Value>, dialect: &Dialect) -> Value {
    if dialect.kind_key == KindKey::Type
        && let Some(kind) = fields.remove("contract_type")
    {
        fields.insert("type".into(), kind);
    }
    if dialect.programs == Programs::Single
        && let Some(programs) = fields.remove("medical_programs")
    {
        fields.insert("medical_program_id".into(), programs[0].clone());
    }
    let mut value = Value::Object(fields);
    if dialect.missing == Missing::Absent {
        strip(&mut value);
    }
    if dialect.numbers == Numbers::Floats {
        float(&mut value);
    }
    value
}

/// Leaves out every key whose value is null.
fn strip(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|_, field| !field.is_null());
            fields.values_mut().for_each(strip);
        }
        Value::Array(items) => items.iter_mut().for_each(strip),
        _ => {}
    }
}

/// Prints every number as a float.
fn float(value: &mut Value) {
    match value {
        Value::Number(number) => {
            if let Some(float) = number.as_f64().and_then(serde_json::Number::from_f64) {
                *number = float;
            }
        }
        Value::Object(fields) => fields.values_mut().for_each(float),
        Value::Array(items) => items.iter_mut().for_each(float),
        _ => {}
    }
}
