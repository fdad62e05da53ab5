//! Several desks of one clinic: what they share, as a file.

mod model;
mod settings;

pub use model::{ClinicFile, ClinicPart, ClinicPreview, ExportClinic, ImportClinic, PartState};
pub use settings::{DeskSettings, DeskShare};
