//! Rows of an answer, one bad row at a time.

use std::fmt;

use serde::ser::{Serialize, SerializeSeq as _, Serializer};
use serde_json::value::RawValue;

use crate::json::Object;

/// A typed row made from an object. Reading never fails: what is missing is `None`, what is not understood is kept.
pub trait FromObject: Sized {
    /// Takes the known keys out of the object and keeps the rest.
    fn from_object(object: Object) -> Self;
}

/// An entry of a list that is not an object at all.
#[derive(Clone)]
pub struct UnreadableRow {
    /// Its place in the vendor's list, from 0.
    pub index: usize,
    /// Its verbatim JSON.
    pub raw: Box<RawValue>,
    /// What it is instead of an object, in English.
    pub reason: &'static str,
}

impl PartialEq for UnreadableRow {
    fn eq(&self, other: &Self) -> bool {
        (self.index, self.raw.get(), self.reason) == (other.index, other.raw.get(), other.reason)
    }
}

impl fmt::Debug for UnreadableRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UnreadableRow({}: {})", self.index, self.reason)
    }
}

/// The rows of a list, and the entries that could not be read. Serialises as the list in the vendor's order,
/// unreadable entries verbatim in their places.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows<T> {
    /// The rows that could be read, in the vendor's order.
    pub rows: Vec<T>,
    /// The others.
    pub unreadable: Vec<UnreadableRow>,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            unreadable: Vec::new(),
        }
    }
}

impl<T: FromObject> Rows<T> {
    /// Reads each entry by itself.
    pub fn read<'a>(entries: impl IntoIterator<Item = &'a RawValue>) -> Self {
        let mut all = Self::default();
        for (index, raw) in entries.into_iter().enumerate() {
            match Object::parse(raw) {
                Some(object) => all.rows.push(T::from_object(object)),
                None => {
                    let reason = match raw.get().as_bytes().first() {
                        Some(b'{') => "an object with a broken key",
                        Some(b'[') => "a list instead of an object",
                        Some(b'n') => "null instead of an object",
                        _ => "a scalar instead of an object",
                    };
                    all.unreadable.push(UnreadableRow {
                        index,
                        raw: raw.to_owned(),
                        reason,
                    });
                }
            }
        }
        all
    }
}

impl<T> Rows<T> {
    /// How many rows could be read.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether no row could be read.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The rows that could be read.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.rows.iter()
    }
}

impl<T> IntoIterator for Rows<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Rows<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.iter()
    }
}

impl<T: Serialize> Serialize for Rows<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let total = self.rows.len() + self.unreadable.len();
        let mut list = serializer.serialize_seq(Some(total))?;
        let (mut rows, mut others) = (self.rows.iter(), self.unreadable.iter().peekable());
        for index in 0..total {
            if let Some(other) = others.next_if(|other| other.index == index) {
                list.serialize_element(&other.raw)?;
            } else if let Some(row) = rows.next() {
                list.serialize_element(row)?;
            } else if let Some(other) = others.next() {
                list.serialize_element(&other.raw)?;
            }
        }
        list.end()
    }
}

/// Declares a row type: Rust field, type and vendor key, once. Every field is optional; the type gets `extra`,
/// reading, writing with the vendor's keys, and a `Debug` that shows no value.
macro_rules! row {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $( $(#[$field_meta:meta])* $field:ident: $kind:ty = $key:literal, )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Default, PartialEq)]
        pub struct $name {
            $( $(#[$field_meta])* #[doc = concat!("Vendor key `", $key, "`.")] pub $field: Option<$kind>, )+
            /// Unknown keys, and known ones whose value was not understood, verbatim.
            pub extra: $crate::json::Extra,
        }

        impl $crate::row::FromObject for $name {
            fn from_object(mut object: $crate::json::Object) -> Self {
                Self { $( $field: object.take($key), )+ extra: object.into_extra() }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap as _;
                let mut map = serializer.serialize_map(None)?;
                $( if let Some(value) = &self.$field {
                    map.serialize_entry($key, &$crate::scalar::Wire(value))?;
                } )+
                self.extra.serialize_into(&mut map)?;
                map.end()
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    };
}
pub(crate) use row;

#[cfg(test)]
mod tests {
    use super::*;

    row! {
        /// A row for the tests.
        pub struct Sample {
            /// The code.
            code: i64 = "_cod",
            /// The place.
            place: String = "Punct lucru",
        }
    }

    fn rows(text: &str) -> Rows<Sample> {
        let entries: Vec<Box<RawValue>> = serde_json::from_str(text).unwrap();
        Rows::read(entries.iter().map(|entry| &**entry))
    }

    #[test]
    fn one_bad_row_does_not_lose_the_list() {
        let text = r#"[{"_cod":1.00,"x":2.50},"junk",{"_cod":{"a":1},"Punct lucru":"Centru"},null,[1]]"#;
        let rows = rows(text);
        assert_eq!(rows.len(), 2);
        assert_eq!(rows.rows[0].code, Some(1));
        assert_eq!(rows.rows[0].extra.get("x"), Some("2.50"));
        assert_eq!(
            (rows.rows[1].code, rows.rows[1].place.as_deref()),
            (None, Some("Centru"))
        );
        assert_eq!(rows.rows[1].extra.get("_cod"), Some(r#"{"a":1}"#));
        assert_eq!(
            rows.unreadable.iter().map(|row| row.index).collect::<Vec<_>>(),
            [1, 3, 4]
        );
        assert_eq!(
            serde_json::to_string(&rows).unwrap(),
            r#"[{"_cod":1,"x":2.50},"junk",{"Punct lucru":"Centru","_cod":{"a":1}},null,[1]]"#
        );
    }

    #[test]
    fn debug_shows_no_value() {
        let rows = rows(r#"[{"Punct lucru":"CANARY","y":"CANARY"},"CANARY"]"#);
        assert!(!format!("{rows:?}").contains("CANARY"));
    }
}
