//! Papers kept in the encrypted store and found again under the patient; the clinic's letterhead and its own templates.

mod letterhead;
mod model;
mod table;

pub(crate) use letterhead::{letterhead, letterhead_facts};
pub use model::{
    Country, DocumentName, Letterhead, LetterheadPreview, LetterheadState, OwnTemplate, PaperBrief,
    PaperContent, PaperKind, PaperOrigin, SetTemplate,
};
pub(crate) use table::{MIGRATION, NewPaper, keep};
