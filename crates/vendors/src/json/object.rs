//! A JSON object as the vendor wrote it: keys in order, values verbatim.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;

use crate::scalar::Scalar;

/// Keys with verbatim values, in the order they came; of equal keys the last one counts.
#[derive(Clone, Default)]
pub struct Object(Vec<(String, Box<RawValue>)>);

impl Object {
    /// Reads an object; anything else, an array or a scalar, gives `None`.
    pub fn parse(raw: &RawValue) -> Option<Self> {
        serde_json::from_str(raw.get()).ok()
    }

    /// The verbatim value of a key.
    pub fn get(&self, key: &str) -> Option<&RawValue> {
        self.0
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| &**value)
    }

    /// Takes a key out as a scalar. An absent or null key gives `None`; a value that is no such scalar gives `None`
    /// and stays behind, so that it ends up among the unknown keys instead of being lost.
    pub fn take<T: Scalar>(&mut self, key: &str) -> Option<T> {
        let position = self.position(key)?;
        let raw = self.0[position].1.get();
        if raw == "null" {
            self.0.remove(position);
            return None;
        }
        let value = T::read(raw)?;
        self.0.remove(position);
        Some(value)
    }

    /// Takes a key out verbatim; null counts as absent.
    pub fn take_raw(&mut self, key: &str) -> Option<Box<RawValue>> {
        let position = self.position(key)?;
        let (_, value) = self.0.remove(position);
        (value.get() != "null").then_some(value)
    }

    /// Puts a value back under a key.
    pub fn put(&mut self, key: &str, value: Box<RawValue>) {
        match self.position(key) {
            Some(position) => self.0[position].1 = value,
            None => self.0.push((key.to_owned(), value)),
        }
    }

    /// The keys left, in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(key, _)| key.as_str())
    }

    /// Whether no key is left.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is left, as the unknown keys of a row.
    pub fn into_extra(self) -> Extra {
        Extra(self)
    }

    fn position(&self, key: &str) -> Option<usize> {
        self.0.iter().position(|(name, _)| name == key)
    }
}

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Object;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
                let mut object = Object::default();
                while let Some((key, value)) = map.next_entry::<String, Box<RawValue>>()? {
                    object.put(&key, value);
                }
                Ok(object)
            }
        }
        deserializer.deserialize_map(Pairs)
    }
}

impl Serialize for Object {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

/// What a row held beside the fields known here: unknown keys, and known keys whose value was not understood,
/// both verbatim. `Debug` shows the number of keys only.
#[derive(Clone, Default)]
pub struct Extra(Object);

impl Extra {
    /// The verbatim JSON text of a key's value.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(RawValue::get)
    }

    /// The value of a key as a scalar, if it is one.
    pub fn scalar<T: Scalar>(&self, key: &str) -> Option<T> {
        self.get(key).filter(|raw| *raw != "null").and_then(T::read)
    }

    /// Keys and verbatim JSON texts, in the vendor's order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.0.iter().map(|(key, value)| (key.as_str(), value.get()))
    }

    /// Whether the vendor sent nothing beyond the known fields.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of it as one JSON object.
    pub fn to_json(&self) -> String {
        // Only verbatim JSON is inside, so writing cannot fail.
        serde_json::to_string(&self.0).unwrap_or_else(|_| "{}".to_owned())
    }

    pub(crate) fn serialize_into<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        self.0
            .0
            .iter()
            .try_for_each(|(key, value)| map.serialize_entry(key, value))
    }
}

impl PartialEq for Extra {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{} keys]", self.0.0.len())
    }
}

impl Serialize for Extra {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(text: &str) -> Object {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn what_is_not_taken_stays_verbatim() {
        let mut row =
            object(r#"{"a": 1.00, "Pret": 700.00, "odd": [1.50, {"x": 2.0}], "none": null, "name": {}}"#);
        assert_eq!(row.take::<i64>("a"), Some(1));
        assert_eq!(row.take::<String>("name"), None);
        assert_eq!(row.take::<String>("none"), None);
        assert_eq!(row.take::<String>("absent"), None);
        let extra = row.into_extra();
        assert_eq!(
            extra.to_json(),
            r#"{"Pret":700.00,"odd":[1.50, {"x": 2.0}],"name":{}}"#
        );
        assert_eq!(extra.get("Pret"), Some("700.00"));
        assert_eq!(extra.scalar::<i64>("Pret"), Some(700));
        assert_eq!(format!("{extra:?}"), "[3 keys]");
    }

    #[test]
    fn of_equal_keys_the_last_counts() {
        let mut row = object(r#"{"a": 1, "b": 2, "a": 3}"#);
        assert_eq!(row.take::<i64>("a"), Some(3));
        assert_eq!(row.keys().collect::<Vec<_>>(), ["b"]);
    }

    #[test]
    fn only_objects_are_objects() {
        for text in ["[]", "1", "\"x\"", "null", "[{}]"] {
            let raw: Box<RawValue> = serde_json::from_str(text).unwrap();
            assert!(Object::parse(&raw).is_none(), "{text}");
        }
    }
}
