//! Where a connection's paths and methods differ from its vendor's table, rows of which nobody may have confirmed.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use crate::VendorError;
use crate::account::CONNECT;
use crate::operation::{Operation, Place};

/// The operations of a vendor whose ways can be said anew.
pub trait Ways {
    /// Their table.
    const OPERATIONS: &'static [Operation];
    /// Places that the account itself fills.
    const PLACES: &'static [&'static str] = &[];
}

/// Another way to one operation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PathOverride {
    /// Another method; the table's when `None`.
    pub method: Option<String>,
    /// Another path template after the account's address; the table's when `None`. A place it lacks travels in the
    /// query.
    pub path: Option<String>,
}

/// Other ways to the operations of a vendor, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths<V> {
    ways: BTreeMap<&'static str, PathOverride>,
    vendor: PhantomData<V>,
}

impl<V> Default for Paths<V> {
    fn default() -> Self {
        Self {
            ways: BTreeMap::new(),
            vendor: PhantomData,
        }
    }
}

fn invalid(message: String) -> VendorError {
    VendorError::invalid(CONNECT, "paths", message)
}

impl<V: Ways> Paths<V> {
    /// Sets the way to an operation.
    ///
    /// # Errors
    /// `Invalid`, field `paths`, for an unknown operation, a method that could not do the same, or a template that
    /// does not begin with a slash or has an unknown place.
    pub fn set(&mut self, name: &str, way: PathOverride) -> Result<(), VendorError> {
        let known = V::OPERATIONS.iter().find(|operation| operation.name == name);
        let known = known.ok_or_else(|| invalid(format!("there is no operation {name:?}")))?;
        if let Some(method) = &way.method {
            // A read sent as a write, or the other way round, would be taken for what it is not.
            let reads = method == "GET";
            let sound = matches!(method.as_str(), "GET" | "POST" | "PUT" | "PATCH" | "DELETE");
            if !sound || reads != (known.method == "GET") {
                return Err(invalid(format!("{name} cannot be called by {method}")));
            }
        }
        if let Some(path) = &way.path {
            check(known, V::PLACES, path)?;
        }
        self.ways.insert(known.name, way);
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
    pub(crate) fn has_method(&self, operation: &Operation) -> bool {
        self.ways
            .get(operation.name)
            .is_some_and(|way| way.method.is_some())
    }

    /// Method and path template of an operation.
    pub(crate) fn way(&self, operation: &'static Operation) -> (&str, &str) {
        let way = self.ways.get(operation.name);
        (
            way.and_then(|way| way.method.as_deref())
                .unwrap_or(operation.method),
            way.and_then(|way| way.path.as_deref()).unwrap_or(operation.path),
        )
    }
}

fn check(operation: &Operation, places: &[&str], path: &str) -> Result<(), VendorError> {
    if !path.starts_with('/') || path.contains(['?', '#', ' ', '\\']) || path.split('/').any(|s| s == "..") {
        return Err(invalid("a path begins with / and has no query".to_owned()));
    }
    let mut rest = path;
    while let Some((_, after)) = rest.split_once('{') {
        let Some((place, after)) = after.split_once('}') else {
            return Err(invalid(format!("a place is not closed in {path}")));
        };
        let known = places.contains(&place)
            || operation
                .parameters
                .iter()
                .any(|known| known.name == place && matches!(known.place, Place::Path | Place::Query));
        if !known {
            return Err(invalid(format!("{} has no {place}", operation.name)));
        }
        rest = after;
    }
    Ok(())
}

/// Declares the other ways of one vendor: a marker for its table, and the type.
macro_rules! ways {
    ($operations:expr $(, $place:literal)*) => {
        /// The vendor's operations as a table of ways.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct Table;

        impl $crate::paths::Ways for Table {
            const OPERATIONS: &'static [$crate::operation::Operation] = $operations;
            const PLACES: &'static [&'static str] = &[$($place),*];
        }

        /// Where a connection's paths and methods differ from the table.
        pub type Paths = $crate::paths::Paths<Table>;
    };
}
pub(crate) use ways;

#[cfg(test)]
mod tests {
    use crate::alfadocs::{Paths, operation};

    #[test]
    fn method_and_path_can_be_said_apart_and_together() {
        let (update, slots) = (
            operation("update-patient").unwrap(),
            operation("free-slots").unwrap(),
        );
        let mut paths = Paths::default();
        paths.set_text("update-patient=PUT").unwrap();
        assert_eq!(paths.way(update), ("PUT", update.path));
        assert!(paths.has_method(update) && !paths.has_method(slots));
        paths.set_text("update-patient=PUT /v2/p/{patientId}").unwrap();
        assert_eq!(paths.way(update), ("PUT", "/v2/p/{patientId}"));
        paths.set_text("free-slots=/v1/{archiveId}/slots").unwrap();
        assert_eq!(paths.way(slots), ("GET", "/v1/{archiveId}/slots"));
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
