//! Objects and lists inside a row, read as leniently as the row itself.

use std::ops::Deref;

use serde::ser::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::json::Object;
use crate::scalar::Scalar;
use crate::{FromObject, Rows};

/// An object inside a row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Nested<T>(pub Box<T>);

impl<T> Deref for Nested<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: FromObject + Serialize> Scalar for Nested<T> {
    fn read(raw: &str) -> Option<Self> {
        let object: Object = serde_json::from_str(raw).ok()?;
        Some(Self(Box::new(T::from_object(object))))
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// A list of objects inside a row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct List<T>(pub Rows<T>);

impl<T> Deref for List<T> {
    type Target = Rows<T>;

    fn deref(&self) -> &Rows<T> {
        &self.0
    }
}

impl<T: FromObject + Serialize> Scalar for List<T> {
    fn read(raw: &str) -> Option<Self> {
        let entries: Vec<Box<RawValue>> = serde_json::from_str(raw).ok()?;
        Some(Self(Rows::read(entries.iter().map(|entry| &**entry))))
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// A list of texts (numbers as their digits) inside a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts(pub Vec<String>);

impl Scalar for Texts {
    fn read(raw: &str) -> Option<Self> {
        let entries: Vec<Box<RawValue>> = serde_json::from_str(raw).ok()?;
        let texts = entries.iter().map(|entry| String::read(entry.get()));
        Some(Self(texts.collect::<Option<_>>()?))
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::row;

    row! {
        /// What lies inside.
        pub struct Inner {
            /// A name.
            name: String = "name",
        }
    }

    row! {
        /// What lies around.
        pub struct Outer {
            /// One.
            one: Nested<Inner> = "one",
            /// Many.
            many: List<Inner> = "many",
            /// Names.
            names: Texts = "names",
        }
    }

    #[test]
    fn what_is_inside_keeps_its_unknown_keys_and_its_bad_entries() {
        let text = r#"{"one":{"name":"a","x":1.50},"many":[{"name":"b"},7],"names":["c",5]}"#;
        let outer = Outer::from_object(serde_json::from_str(text).unwrap());
        assert_eq!(outer.one.as_ref().unwrap().extra.get("x"), Some("1.50"));
        assert_eq!(outer.many.as_ref().unwrap().len(), 1);
        assert_eq!(outer.names.as_ref().unwrap().0, ["c", "5"]);
        assert_eq!(
            serde_json::to_string(&outer).unwrap(),
            text.replace(",5]", r#","5"]"#)
        );
    }

    #[test]
    fn what_has_another_shape_is_kept_verbatim() {
        let text = r#"{"one":"a","many":{"name":"b"},"names":[{}]}"#;
        let outer = Outer::from_object(serde_json::from_str(text).unwrap());
        assert_eq!((&outer.one, &outer.many, &outer.names), (&None, &None, &None));
        assert_eq!(serde_json::to_string(&outer).unwrap(), text);
    }
}
