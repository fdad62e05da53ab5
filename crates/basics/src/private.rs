//! Values that may name a patient or a key: whatever is printed by accident says nothing.

use serde::{Deserialize, Serialize};

/// A value whose `Debug` says nothing. There is no `Display`.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Private<T>(T);

impl<T> Private<T> {
    /// Keeps a value back from logs.
    pub fn new(value: T) -> Self {
        Self(value)
    }

    /// The value itself, for the person at the desk; never for a log.
    pub fn reveal(&self) -> &T {
        &self.0
    }

    /// The value itself, for the person at the desk; never for a log.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> std::fmt::Debug for Private<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[private]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printing_says_nothing_and_the_wire_says_all() {
        let name = Private::new("Popescu Ion".to_owned());
        assert_eq!(format!("{name:?}"), "[private]");
        assert_eq!(name.reveal(), "Popescu Ion");
    }
}
