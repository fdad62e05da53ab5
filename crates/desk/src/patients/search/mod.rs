//! The look-up: one box that finds by name, phone, e-mail, national id and birth date, in any order, from
//! fragments, in either script, with a misspelling.

mod document;
mod folding;

pub use document::{index_record, phone_digits, unindex};
pub use folding::fold;
