//! Parameters and body of a call by name, checked against the operation's table row.

use std::collections::BTreeMap;

use crate::VendorError;
use crate::call::CallError;
use crate::operation::{Operation, Place};

/// What was given, with every name known to the operation. Names may be typed in another case.
pub(crate) struct Input<'a> {
    operation: &'static Operation,
    params: BTreeMap<&'static str, &'a str>,
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
        for (name, value) in params {
            let mut all = operation.parameters.iter();
            match all.find(|parameter| parameter.name.eq_ignore_ascii_case(name)) {
                Some(parameter) if parameter.place == Place::Body => {
                    return usage(format!("{name} belongs into the body"));
                }
                Some(parameter) => {
                    if known.insert(parameter.name, value.as_str()).is_some() {
                        return usage(format!("{} is given twice", parameter.name));
                    }
                }
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
