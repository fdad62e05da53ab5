//! The dental practice and its records, and how a record is told in the words of a dialect.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::dialect::{Dialect, Missing, Scalars, Words};

/// A record's fields; every key is there, null where there is nothing.
pub(crate) type Fields = Map<String, Value>;

/// A file of a patient.
#[derive(Debug, Clone)]
pub(crate) struct Document {
    pub(crate) fields: Fields,
    pub(crate) file: Vec<u8>,
}

/// A patient with what hangs on nobody else.
#[derive(Debug, Clone, Default)]
pub(crate) struct Patient {
    pub(crate) fields: Fields,
    pub(crate) deleted: bool,
    pub(crate) phones: BTreeMap<u32, Fields>,
    pub(crate) documents: BTreeMap<u32, Document>,
}

/// Everything the practice has, by id.
#[derive(Debug, Default)]
pub(crate) struct Practice {
    pub(crate) patients: BTreeMap<u32, Patient>,
    pub(crate) appointments: BTreeMap<u32, Fields>,
    pub(crate) plans: BTreeMap<u32, Fields>,
    /// Entries of care plans; `carePlanId` and `appointmentId` say whose.
    pub(crate) entries: BTreeMap<u32, Fields>,
    pub(crate) bills: BTreeMap<u32, Fields>,
    /// What is still owed; `billId` says on which bill.
    pub(crate) liabilities: BTreeMap<u32, Fields>,
    pub(crate) transactions: BTreeMap<u32, Fields>,
    pub(crate) custom_fields: Vec<Fields>,
    last: u32,
}

impl Practice {
    /// An id that no record has had.
    pub(crate) fn next_id(&mut self) -> u32 {
        self.last = self.last.max(10_000) + 1;
        self.last
    }

    /// A patient who has not been deleted.
    pub(crate) fn present(&self, id: u32) -> Option<&Patient> {
        self.patients.get(&id).filter(|patient| !patient.deleted)
    }
}

/// The fields of a literal object.
pub(crate) fn fields(value: Value) -> Fields {
    match value {
        Value::Object(fields) => fields,
        _ => Fields::new(),
    }
}

/// What a record is, which decides the words for its fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Patient,
    Appointment,
    Bill,
    Liability,
    Transaction,
    Slot,
    Operator,
    Listed,
    /// Records whose words are known.
    Other,
}

impl Kind {
    /// The other words for fields that no document names.
    fn long(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Bill => &[
                ("number", "billNumber"),
                ("date", "billDate"),
                ("amount", "totalAmount"),
            ],
            Self::Liability => &[("amount", "residualAmount"), ("dueDate", "expiryDate")],
            Self::Transaction => &[("date", "transactionDate")],
            Self::Slot => &[("date", "startDate")],
            Self::Listed => &[("name", "description")],
            Self::Patient | Self::Appointment | Self::Operator | Self::Other => &[],
        }
    }
}

/// Fields that some samples print as text although they are numbers or truth values.
const TEXTS: [&str; 11] = [
    "emailReminderPossible",
    "smsReminderPossible",
    "documentSignatureEmailPossible",
    "yearlyNumberingNumber",
    "firstVisit",
    "chairId",
    "duration",
    "sequenceNumber",
    "price",
    "amount",
    "smsEnabled",
];

/// What stands for nothing in old databases; other keys are left out.
const LEFTOVERS: [(&str, &str); 5] = [
    ("state", ""),
    ("province", ""),
    ("carePlanId", "N/A"),
    ("italianFiscalCode", "NON DISPONIBILE"),
    ("dateBirth", "-0001-11-30"),
];

/// A record in the words of a dialect.
pub(crate) fn told(record: &Fields, kind: Kind, dialect: &Dialect) -> Value {
    let mut fields = record.clone();
    if dialect.missing == Missing::Leftovers {
        for (name, leftover) in LEFTOVERS {
            if let Some(value) = fields.get_mut(name).filter(|value| value.is_null()) {
                *value = json!(leftover);
            }
        }
        fields.retain(|_, value| !value.is_null());
    }
    if dialect.scalars == Scalars::Text {
        for name in TEXTS {
            if let Some(value) = fields.get_mut(name)
                && (value.is_number() || value.is_boolean())
            {
                *value = json!(value.to_string());
            }
        }
    }
    match dialect.words {
        Words::Short => {}
        Words::Long => {
            for (short, long) in kind.long() {
                if let Some(value) = fields.remove(*short) {
                    fields.insert((*long).to_owned(), value);
                }
            }
            if kind == Kind::Operator {
                fields.remove("name");
            }
        }
    }
    if dialect.words == Words::Short && kind == Kind::Operator {
        fields.remove("firstName");
        fields.remove("lastName");
    }
    Value::Object(fields)
}
