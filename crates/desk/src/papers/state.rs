//! Setting the letterhead, and trying one before it is kept.

use chrono::TimeDelta;

use super::letterhead::KeptLetterhead;
use super::templates::{made, own_template, own_templates, try_logo};
use super::{Letterhead, LetterheadPreview, LetterheadState, PaperFile, example};
use crate::audit::{AuditAct, NewLine};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::events::Topic;

impl Desk {
    /// The letterhead and the clinic's own templates.
    ///
    /// # Errors
    /// The store's.
    pub async fn letterhead(&self) -> Result<LetterheadState, DeskError> {
        self.store
            .read(|conn| {
                Ok(LetterheadState {
                    letterhead: super::letterhead(conn)?,
                    templates: own_templates(conn)?,
                })
            })
            .await
    }

    /// Changes the letterhead of all papers made from now on. The other desks take it over from the clinic file.
    ///
    /// # Errors
    /// `InvalidField` naming the field, or the store's.
    pub async fn set_letterhead(&self, wanted: Letterhead) -> Result<LetterheadState, DeskError> {
        let wanted = wanted.checked()?;
        try_logo(&self.ports, &wanted).await?;
        let (audit, now) = (self.audit.clone(), self.ports.clock.now());
        self.store
            .write(move |tx| {
                let before = KeptLetterhead::load(tx)?;
                let changes = wanted.changes(&before.letterhead);
                if changes.is_empty() {
                    return Ok(());
                }
                // Later than what it changes, also where that was set by a clock that ran ahead.
                let after = before.changed_at.map(|at| at + TimeDelta::milliseconds(1));
                KeptLetterhead {
                    changed_at: Some(after.map_or(now, |after| after.max(now))),
                    letterhead: wanted,
                }
                .save(tx)?;
                let line = NewLine {
                    changes,
                    ..NewLine::of(AuditAct::SettingsChanged)
                };
                audit.record(tx, &line)
            })
            .await?;
        self.accounts.events().changed(&[Topic::Desk]);
        self.letterhead().await
    }

    /// A document with invented data under a letterhead as typed. Nothing is kept.
    ///
    /// # Errors
    /// `InvalidField` naming the field of the letterhead, `PaperIncomplete` (param `fields`) where the country asks for
    /// more, `CannotOpen` where no documents are made, or the store's.
    pub async fn preview_letterhead(&self, wanted: LetterheadPreview) -> Result<PaperFile, DeskError> {
        let letterhead = wanted.letterhead.checked()?;
        try_logo(&self.ports, &letterhead).await?;
        let document = wanted.document;
        let template = self.store.read(move |conn| own_template(conn, document)).await?;
        let facts = example::facts(document, &letterhead);
        let made = made(&self.ports, template, document, facts, wanted.language).await?;
        Ok(PaperFile {
            name: format!("{}.pdf", made.title),
            media_type: "application/pdf".to_owned(),
            bytes: made.bytes,
        })
    }
}
