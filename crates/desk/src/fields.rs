//! What is wrong with a form, field by field, so that a person sees it where they type.

use serde::Serialize;
use ts_rs::TS;

/// One field that is not acceptable. Its words are the message `field-<reason>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FieldProblem {
    /// Its name in the form; parts of a list as `samples.2.code`.
    pub field: String,
    /// Why, in one word.
    pub reason: String,
}
