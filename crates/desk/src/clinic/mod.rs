//! Several desks of one clinic: what they share, as a file.

mod content;
mod job;
mod merge;
mod model;
mod notes;
mod seal;
mod settings;
mod share;
mod templates;
mod users;

use sha2::{Digest as _, Sha256};

pub use job::OpenedClinic;
pub use model::{
    ClinicFile, ClinicPart, ClinicPreview, ExportClinic, ImportClinic, PartState, TemplateProblem,
};
pub use settings::{DeskSettings, DeskShare};
pub use share::ClinicShare;
pub(crate) use share::ShareState;

/// SHA-256 in hexadecimal, by which one file is told from another.
fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
