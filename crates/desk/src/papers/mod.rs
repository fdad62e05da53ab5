//! Papers kept in the encrypted store and found again under the patient; the clinic's letterhead and its own templates.

mod example;
mod kept;
mod letterhead;
mod model;
mod state;
mod table;
pub(crate) mod templates;

pub use kept::PaperFile;
pub(crate) use kept::of_thing;
pub(crate) use letterhead::{KeptLetterhead, exemption, letterhead, letterhead_facts};
pub use model::{
    Country, DocumentName, Letterhead, LetterheadPreview, LetterheadState, OwnTemplate, PaperBrief,
    PaperContent, PaperKind, PaperOrigin, SetTemplate,
};
pub(crate) use table::{MIGRATION, NewPaper, keep};
pub(crate) use templates::{KeptTemplate, try_template};
