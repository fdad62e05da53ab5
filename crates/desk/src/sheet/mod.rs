//! The down-time sheet: the days' lists as a document that can be opened when nothing else works.

mod model;

pub use model::{
    DocumentMaker, DowntimeSheet, NoDocuments, OpenSheet, SheetConnection, SheetDay, SheetPin, SheetRow,
    SheetState,
};
