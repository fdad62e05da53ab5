//! Parameters and body of a call by name, checked against the operation's table row.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::value::{RawValue, to_raw_value};

use crate::VendorError;
use crate::call::CallError;
use crate::json::{Object, decode};
use crate::operation::{Operation, Place};
use crate::scalar::{parse_flag, parse_whole};

/// The name that stands for any custom field in a table of operations.
pub(crate) const CUSTOM: &str = "_*";

/// A parameter as a value of a body: a JSON list as it is, anything else as text.
fn field(text: &str) -> Box<RawValue> {
    let list = Some(text).filter(|text| text.starts_with('['));
    let list = list.and_then(|text| serde_json::from_str(text).ok());
    list.or_else(|| to_raw_value(text).ok()).unwrap_or_default()
}

/// What was given, with every name known to the operation. Names may be typed in another case.
pub(crate) struct Input<'a> {
    operation: &'static Operation,
    params: BTreeMap<&'static str, &'a str>,
    fields: Object,
}

impl<'a> Input<'a> {
    /// Takes the parameters that do not belong into a JSON body.
    ///
    /// # Errors
    /// `Usage` for a name that the operation does not know, one given twice, or a required one that is missing.
    pub(crate) fn new(
        operation: &'static Operation,
        params: &'a BTreeMap<String, String>,
    ) -> Result<Self, CallError> {
        let usage = |message: String| Err(CallError::Usage(format!("{}: {message}", operation.name)));
        let mut known = BTreeMap::new();
        let mut fields = Object::default();
        let custom_fields = operation.parameters.iter().any(|known| known.name == CUSTOM);
        for (name, value) in params {
            let mut all = operation.parameters.iter();
            match all.find(|parameter| parameter.name.eq_ignore_ascii_case(name)) {
                Some(parameter) if parameter.place == Place::Body => fields.put(parameter.name, field(value)),
                Some(parameter) => {
                    if known.insert(parameter.name, value.as_str()).is_some() {
                        return usage(format!("{} is given twice", parameter.name));
                    }
                }
                None if custom_fields && name.starts_with('_') => fields.put(name, field(value)),
                None => return usage(format!("unknown parameter {name:?}")),
            }
        }
        let missing = operation.parameters.iter().find(|parameter| {
            parameter.required && parameter.place != Place::Body && !known.contains_key(parameter.name)
        });
        match missing {
            Some(missing) => usage(format!("parameter {} is missing", missing.name)),
            None => Ok(Self {
                operation,
                params: known,
                fields,
            }),
        }
    }

    /// A parameter as typed.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        self.params.get(name).map(|text| (*text).to_owned())
    }

    /// A parameter that `new` has found to be there.
    pub(crate) fn required(&self, name: &str) -> String {
        self.text(name).unwrap_or_default()
    }

    /// A whole number that `new` has found to be there.
    pub(crate) fn whole(&self, name: &'static str) -> Result<i64, VendorError> {
        let whole = self.optional_whole(name)?;
        whole.ok_or_else(|| self.invalid(name, "is required"))
    }

    /// A whole number, if given.
    pub(crate) fn optional_whole(&self, name: &'static str) -> Result<Option<i64>, VendorError> {
        self.read(name, parse_whole, "must be a whole number")
    }

    /// Yes or no, if given.
    pub(crate) fn optional_flag(&self, name: &'static str) -> Result<Option<bool>, VendorError> {
        self.read(name, parse_flag, "must be true or false")
    }

    /// A day, if given.
    pub(crate) fn optional_date(&self, name: &'static str) -> Result<Option<NaiveDate>, VendorError> {
        let parse = |text: &str| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
        self.read(name, parse, "must be a date as 2026-01-31")
    }

    fn read<T>(
        &self,
        name: &'static str,
        parse: impl Fn(&str) -> Option<T>,
        rule: &str,
    ) -> Result<Option<T>, VendorError> {
        let Some(text) = self.params.get(name) else {
            return Ok(None);
        };
        let value = parse(text.trim());
        value.map(Some).ok_or_else(|| self.invalid(name, rule))
    }

    /// The fields of the body: from the body itself, or else from the parameters.
    ///
    /// # Errors
    /// `Usage` for both, none of both, or a body that is no object.
    pub(crate) fn body(&mut self, body: Option<&[u8]>) -> Result<Object, CallError> {
        let usage = |message: String| CallError::Usage(format!("{}: {message}", self.operation.name));
        let fields = std::mem::take(&mut self.fields);
        match body {
            None if fields.is_empty() => Err(usage("needs a body, or its fields as parameters".to_owned())),
            None => Ok(fields),
            Some(_) if !fields.is_empty() => Err(usage(
                "give the fields in the body or as parameters, not both".to_owned(),
            )),
            Some(body) => {
                let raw = decode(body).map_err(|defect| usage(format!("the body is {defect}")))?;
                Object::parse(&raw).ok_or_else(|| usage("the body must be an object".to_owned()))
            }
        }
    }

    pub(crate) fn invalid(&self, name: &'static str, rule: &str) -> VendorError {
        VendorError::invalid(self.operation.name, name, format!("{name} {rule}"))
    }
}

/// Refuses a body where the operation takes none.
pub(crate) fn no_body(operation: &Operation, body: Option<&[u8]>) -> Result<(), CallError> {
    match body {
        Some(_) => Err(CallError::Usage(format!("{}: takes no body", operation.name))),
        None => Ok(()),
    }
}

/// The operation of a name, or what the names are.
pub(crate) fn named(
    operations: impl IntoIterator<Item = &'static Operation> + Clone,
    name: &str,
) -> Result<&'static Operation, CallError> {
    let found = operations
        .clone()
        .into_iter()
        .find(|operation| operation.name == name);
    found.ok_or_else(|| {
        let names: Vec<_> = operations.into_iter().map(|operation| operation.name).collect();
        CallError::Usage(format!(
            "unknown operation {name:?}; one of: {}",
            names.join(", ")
        ))
    })
}
