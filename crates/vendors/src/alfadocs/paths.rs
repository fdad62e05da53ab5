//! Where a connection's paths and methods differ from the table, most rows of which nobody has confirmed.

use std::collections::BTreeMap;

use super::operations::operation;
use crate::VendorError;
use crate::account::CONNECT;
use crate::operation::Operation;

/// Another way to one operation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PathOverride {
    /// Another method; the table's when `None`.
    pub method: Option<String>,
    /// Another path template after the account's address; the table's when `None`. A place it lacks travels in the
    /// query.
    pub path: Option<String>,
}

/// Other ways, by operation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paths(BTreeMap<&'static str, PathOverride>);

fn invalid(message: String) -> VendorError {
    VendorError::invalid(CONNECT, "paths", message)
}

impl Paths {
    /// Sets the way to an operation.
    ///
    /// # Errors
    /// `Invalid`, field `paths`, for an unknown operation, a method that could not do the same, or a template that
    /// does not begin with a slash or has an unknown place.
    pub fn set(&mut self, name: &str, way: PathOverride) -> Result<(), VendorError> {
        let known = operation(name).ok_or_else(|| invalid(format!("there is no operation {name:?}")))?;
        if let Some(method) = &way.method {
            // A read sent as a write, or the other way round, would be taken for what it is not.
            let reads = method == "GET";
            let sound = matches!(method.as_str(), "GET" | "POST" | "PUT" | "PATCH" | "DELETE");
            if !sound || reads != (known.method == "GET") {
                return Err(invalid(format!("{name} cannot be called by {method}")));
            }
        }
        if let Some(path) = &way.path {
            check(known, path)?;
        }
        self.0.insert(known.name, way);
        Ok(())
    }

    /// Reads `OPERATION=/path/{place}`, `OPERATION=PUT`, or `OPERATION=PUT /path`.
    ///
    /// # Errors
    /// Those of [`Paths::set`].
    pub fn set_text(&mut self, text: &str) -> Result<(), VendorError> {
        let (name, way) = text
            .split_once('=')
            .ok_or_else(|| invalid("expected OPERATION=[METHOD] [/path]".to_owned()))?;
        let mut words = way.split_whitespace().peekable();
        let method = words.next_if(|word| !word.starts_with('/')).map(str::to_owned);
        let path = words.next().map(str::to_owned);
        if words.next().is_some() || (method.is_none() && path.is_none()) {
            return Err(invalid("expected OPERATION=[METHOD] [/path]".to_owned()));
        }
        self.set(name.trim(), PathOverride { method, path })
    }

    /// Whether somebody has said by which method an operation is called.
    pub(super) fn has_method(&self, operation: &Operation) -> bool {
        self.0.get(operation.name).is_some_and(|way| way.method.is_some())
    }

    /// Method and path template of an operation.
    pub(super) fn way(&self, operation: &'static Operation) -> (&str, &str) {
        let way = self.0.get(operation.name);
        (
            way.and_then(|way| way.method.as_deref())
                .unwrap_or(operation.method),
            way.and_then(|way| way.path.as_deref()).unwrap_or(operation.path),
        )
    }
}

fn check(operation: &Operation, path: &str) -> Result<(), VendorError> {
    if !path.starts_with('/') || path.contains(['?', '#', ' ', '\\']) || path.split('/').any(|s| s == "..") {
        return Err(invalid("a path begins with / and has no query".to_owned()));
    }
    let mut rest = path;
    while let Some((_, after)) = rest.split_once('{') {
        let Some((place, after)) = after.split_once('}') else {
            return Err(invalid(format!("a place is not closed in {path}")));
        };
        let known = matches!(place, "practiceId" | "archiveId")
            || operation
                .parameters
                .iter()
                .any(|parameter| parameter.name == place);
        if !known {
            return Err(invalid(format!("{} has no {place}", operation.name)));
        }
        rest = after;
    }
    Ok(())
}

/// The other of the two methods that an update may go by.
pub(super) fn other_update_method(method: &str) -> Option<&'static str> {
    match method {
        "PUT" => Some("PATCH"),
        "PATCH" => Some("PUT"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::operations::{FREE_SLOTS, UPDATE_PATIENT};
    use super::*;

    #[test]
    fn method_and_path_can_be_said_apart_and_together() {
        let mut paths = Paths::default();
        paths.set_text("update-patient=PUT").unwrap();
        assert_eq!(paths.way(&UPDATE_PATIENT), ("PUT", UPDATE_PATIENT.path));
        assert!(paths.has_method(&UPDATE_PATIENT) && !paths.has_method(&FREE_SLOTS));
        paths.set_text("update-patient=PUT /v2/p/{patientId}").unwrap();
        assert_eq!(paths.way(&UPDATE_PATIENT), ("PUT", "/v2/p/{patientId}"));
        paths.set_text("free-slots=/v1/{archiveId}/slots").unwrap();
        assert_eq!(paths.way(&FREE_SLOTS), ("GET", "/v1/{archiveId}/slots"));
    }

    #[test]
    fn what_could_not_work_is_refused() {
        let mut paths = Paths::default();
        for bad in [
            "free-slots",
            "free-slots=",
            "nothing=/x",
            "free-slots=POST",
            "update-patient=GET",
            "update-patient=put",
            "free-slots=GET x",
            "free-slots=/x y z",
            "free-slots=/x?y=1",
            "free-slots=/../x",
            "free-slots=/{patientId}",
            "free-slots=/{startDate",
            "free-slots=https://other.example/",
        ] {
            assert_eq!(paths.set_text(bad).unwrap_err().field, Some("paths"), "{bad}");
        }
        assert_eq!(paths, Paths::default());
    }
}
