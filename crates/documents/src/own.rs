//! Templates of the clinic's own, in place of built-in ones. They see the same data, and nothing else.

use std::collections::BTreeMap;
use std::path::Path;

use crate::DOCUMENTS;

/// The most bytes a template may have.
const LIMIT: u64 = 1024 * 1024;

/// A clinic's own templates, by the name of the document (`invoice`).
#[derive(Clone, Default)]
pub struct OwnTemplates(BTreeMap<String, String>);

impl OwnTemplates {
    /// Those of a folder: `invoice.typ` for the invoice, and so on. Other files are left alone.
    ///
    /// # Errors
    /// What the system said, and `InvalidData` for a template that is no text or larger than 1 MB.
    pub fn of_folder(folder: &Path) -> std::io::Result<Self> {
        let mut own = Self::default();
        for document in DOCUMENTS {
            let path = folder.join(format!("{document}.typ"));
            match path.metadata() {
                Ok(file) if file.len() > LIMIT => return Err(std::io::ErrorKind::InvalidData.into()),
                Ok(_) => own.put(document, std::fs::read_to_string(path)?),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(own)
    }

    /// Takes a template into use for a document.
    pub fn put(&mut self, document: &str, template: String) {
        self.0.insert(document.to_owned(), template);
    }

    pub(crate) fn of(&self, document: &str) -> Option<&str> {
        self.0.get(document).map(String::as_str)
    }
}
