//! The down-time sheet: the days' lists as a document that can be opened when nothing else works.

mod collect;
mod keeper;
mod kept;
mod model;
mod seal;
mod tries;

pub use keeper::Sheet;
pub use kept::KeptSheet;
pub use model::{
    DocumentMaker, DowntimeSheet, MadeDocument, NoDocuments, OpenSheet, SheetConnection, SheetDay,
    SheetPaper, SheetPin, SheetRow, SheetState, SheetWay, documents_by, documents_with,
};
