//! Templates of the clinic's own in a clinic file: the one that was set last at any desk, also where that is the built-in
//! one again. One that cannot be used here is not taken over.

use std::collections::BTreeMap;

use rusqlite::Connection as Database;

use super::merge::Take;
use super::{ClinicPart, OpenedClinic, PartState, TemplateProblem};
use crate::desk::Desk;
use crate::error::{DeskError, ErrorCode};
use crate::papers::{DocumentName, KeptTemplate, try_template};

/// The templates of a file, by what the typesetter calls their documents.
pub(super) type Shared = BTreeMap<String, KeptTemplate>;
/// What is wrong with those of a file that cannot be used here.
pub(super) type Refused = BTreeMap<DocumentName, TemplateProblem>;

/// What this desk would share.
///
/// # Errors
/// The store's.
pub(super) fn gather(conn: &Database) -> Result<Shared, DeskError> {
    let mut all = Shared::new();
    for document in DocumentName::ALL {
        if let Some(kept) = KeptTemplate::load(conn, document)? {
            all.insert(document.as_str().to_owned(), kept);
        }
    }
    Ok(all)
}

/// Those that an application of this age knows the documents of.
pub(super) fn known(shared: &Shared) -> impl Iterator<Item = (DocumentName, &KeptTemplate)> {
    shared
        .iter()
        .filter_map(|(name, kept)| Some((DocumentName::parse(name)?, kept)))
}

/// Papers follow what was set last at any desk; nobody needs to be asked about it.
///
/// # Errors
/// The store's.
pub(super) fn lay(
    tx: &Database,
    shared: &Shared,
    refused: &Refused,
    take: Take,
) -> Result<Vec<ClinicPart>, DeskError> {
    let mut parts = Vec::new();
    for (document, theirs) in known(shared) {
        let state = state(tx, document, theirs)?;
        let news = matches!(state, PartState::New | PartState::Changed);
        let refused = refused.get(&document).filter(|_| news).cloned();
        if news && refused.is_none() && take != Take::Nothing {
            theirs.save(tx, document)?;
        }
        parts.push(ClinicPart::Template {
            document,
            state,
            refused,
        });
    }
    Ok(parts)
}

fn state(conn: &Database, document: DocumentName, theirs: &KeptTemplate) -> Result<PartState, DeskError> {
    let own = KeptTemplate::load(conn, document)?;
    let text = own.as_ref().and_then(|own| own.text.as_ref());
    Ok(if text == theirs.text.as_ref() {
        PartState::Same
    } else if own.as_ref().is_some_and(|own| own.set_at > theirs.set_at) {
        PartState::NewerHere
    } else if text.is_none() {
        PartState::New
    } else {
        PartState::Changed
    })
}

impl Desk {
    /// Tries what a file would bring. Where no papers are made nothing is tried.
    ///
    /// # Errors
    /// The store's.
    pub(super) async fn refused_templates(&self, opened: &OpenedClinic) -> Result<Refused, DeskError> {
        let mut refused = Refused::new();
        if !self.ports.documents.makes() {
            return Ok(refused);
        }
        for (document, theirs) in known(&opened.content.templates) {
            let Some(text) = &theirs.text else { continue };
            let kept = theirs.clone();
            let state = self.store.read(move |conn| state(conn, document, &kept)).await?;
            if !matches!(state, PartState::New | PartState::Changed) {
                continue;
            }
            let problem = match try_template(&self.ports, document, text).await {
                Ok(()) => continue,
                Err(error) if error.code == ErrorCode::TemplateRefused => TemplateProblem::of(&error),
                // Nothing that a desk of ours keeps.
                Err(error) if error.code == ErrorCode::InvalidField => return Err(super::seal::damaged()),
                Err(error) => return Err(error),
            };
            refused.insert(document, problem);
        }
        Ok(refused)
    }
}
