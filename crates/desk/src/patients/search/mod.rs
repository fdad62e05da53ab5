//! The look-up: one box that finds by name, phone, e-mail, national id and birth date, in any order, from
//! fragments, in either script, with a misspelling.
//!
//! Each record is folded into one row ([`document`]) with two indexes, by word and by trigram. What is typed
//! becomes conditions ([`query`]) that are asked of the indexes ([`index`]) and then of the rows themselves,
//! where the order is made ([`find`]). Only when nothing matches as written are the distinct name words
//! searched for near ones ([`misspelling`]).

mod dates;
mod document;
mod duplicates;
mod find;
mod folding;
mod hits;
mod index;
mod misspelling;
mod query;

#[cfg(test)]
mod tests;

pub(crate) use document::forget_for_good;
pub use document::{index_left, index_record, phone_digits, unindex_record};
pub use duplicates::duplicates;
pub use find::find;
pub use folding::fold;
pub use hits::{load_hits, without_record};
