//! There is nothing to try: both operations write.

use super::{Gensoft, OPERATIONS};
use crate::check::{CheckRow, Findings};

impl Gensoft {
    /// Two rows, neither of them tried: an account of this vendor can only be saved untested.
    pub fn check(&self) -> Vec<CheckRow> {
        Findings::new().report(OPERATIONS, |_| "")
    }
}
