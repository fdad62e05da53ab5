//! Rows with a code of their own that are listed under a patient.

use std::collections::{BTreeMap, HashMap};

/// Rows by code, and the codes filed under each patient in the order they were filed.
pub(crate) struct Shelf<T> {
    rows: BTreeMap<u32, T>,
    filed: HashMap<u32, Vec<u32>>,
    last: u32,
}

impl<T> Shelf<T> {
    /// An empty shelf whose first code follows `last`.
    pub(crate) fn after(last: u32) -> Self {
        Self {
            rows: BTreeMap::new(),
            filed: HashMap::new(),
            last,
        }
    }

    /// Files a row under a patient and gives its new code.
    pub(crate) fn file(&mut self, patient: u32, row: T) -> u32 {
        self.last += 1;
        self.rows.insert(self.last, row);
        self.filed.entry(patient).or_default().push(self.last);
        self.last
    }

    pub(crate) fn get(&self, code: u32) -> Option<&T> {
        self.rows.get(&code)
    }

    pub(crate) fn get_mut(&mut self, code: u32) -> Option<&mut T> {
        self.rows.get_mut(&code)
    }

    /// Whether the row is filed under that patient.
    pub(crate) fn is_filed(&self, patient: u32, code: u32) -> bool {
        self.filed
            .get(&patient)
            .is_some_and(|codes| codes.contains(&code))
    }

    /// The rows filed under a patient, with their codes, in the order of filing.
    pub(crate) fn of(&self, patient: u32) -> impl DoubleEndedIterator<Item = (u32, &T)> {
        let codes = self.filed.get(&patient).map_or(&[][..], Vec::as_slice);
        codes
            .iter()
            .filter_map(|code| self.rows.get(code).map(|row| (*code, row)))
    }

    /// Every row with its code.
    pub(crate) fn all(&self) -> impl Iterator<Item = (u32, &T)> {
        self.rows.iter().map(|(code, row)| (*code, row))
    }

    /// Takes a row away for good.
    pub(crate) fn remove(&mut self, code: u32) -> Option<T> {
        for codes in self.filed.values_mut() {
            codes.retain(|filed| *filed != code);
        }
        self.rows.remove(&code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_by_code_and_by_patient_until_removed() {
        let mut shelf = Shelf::after(100);
        assert_eq!(
            (shelf.file(1, 'a'), shelf.file(2, 'b'), shelf.file(1, 'c')),
            (101, 102, 103)
        );
        assert_eq!(shelf.of(1).collect::<Vec<_>>(), [(101, &'a'), (103, &'c')]);
        assert!(shelf.is_filed(2, 102) && !shelf.is_filed(1, 102));
        assert_eq!(shelf.remove(101), Some('a'));
        assert_eq!(shelf.of(1).collect::<Vec<_>>(), [(103, &'c')]);
        assert_eq!(shelf.get(101), None);
        assert_eq!(shelf.file(1, 'd'), 104, "a code is never given twice");
    }
}
