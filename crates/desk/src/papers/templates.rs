//! Templates of the clinic's own, and making papers by them.

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, OptionalExtension as _};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Country, DocumentName, Letterhead, OwnTemplate, SetTemplate, example};
use crate::audit::{AuditAct, NewLine};
use crate::desk::Desk;
use crate::error::{DeskError, ErrorCode};
use crate::events::Topic;
use crate::ports::{DocumentMaker, Lane, MadeDocument, Ports};
use crate::store::run;

/// The most bytes a template may have.
const LIMIT: usize = 256 * 1024;

/// A template as it is kept among the settings, and as desks share it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeptTemplate {
    /// When a person set it, or took it back.
    pub set_at: DateTime<Utc>,
    /// `None`: the built-in one again.
    #[serde(default)]
    pub text: Option<String>,
}

impl KeptTemplate {
    /// What was set last of a document; `None`: nothing ever was.
    ///
    /// # Errors
    /// The store's.
    pub(crate) fn load(conn: &Connection, document: DocumentName) -> Result<Option<Self>, DeskError> {
        let text: Option<String> = conn
            .query_row(
                "SELECT value FROM settings WHERE key = ?1",
                [document.key()],
                |row| row.get(0),
            )
            .optional()?;
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    }

    /// Keeps it; whether it can be used was tried.
    ///
    /// # Errors
    /// The store's.
    pub(crate) fn save(&self, tx: &Connection, document: DocumentName) -> Result<(), DeskError> {
        let value = serde_json::to_string(self)
            .map_err(|error| DeskError::internal(format!("a template cannot be written: {error}")))?;
        tx.execute(
            "INSERT INTO settings (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
            [document.key(), value],
        )?;
        Ok(())
    }
}

impl DocumentName {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Invoice,
        Self::Receipt,
        Self::Statement,
        Self::CashUp,
        Self::Slip,
    ];

    /// What the typesetter calls it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Invoice => "invoice",
            Self::Receipt => "receipt",
            Self::Statement => "statement",
            Self::CashUp => "cash-up",
            Self::Slip => "slip",
        }
    }

    /// The document that the typesetter calls so; `None`: one that only a newer application knows.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|document| document.as_str() == name)
    }

    fn key(self) -> String {
        format!("template.{}", self.as_str())
    }
}

/// The clinic's own template of a document.
///
/// # Errors
/// The store's.
pub(crate) fn own_template(conn: &Connection, document: DocumentName) -> Result<Option<String>, DeskError> {
    Ok(KeptTemplate::load(conn, document)?.and_then(|kept| kept.text))
}

/// Which documents have a template of the clinic's own.
///
/// # Errors
/// The store's.
pub(super) fn own_templates(conn: &Connection) -> Result<Vec<OwnTemplate>, DeskError> {
    let mut templates = Vec::new();
    for document in DocumentName::ALL {
        if let Some(kept) = KeptTemplate::load(conn, document)?
            && kept.text.is_some()
        {
            templates.push(OwnTemplate {
                document,
                set_at: kept.set_at,
            });
        }
    }
    Ok(templates)
}

/// Makes a paper, by the clinic's own template where there is one. Where that one fails the built-in one takes its place:
/// whoever waits for a paper cannot mend a template, nor a logo that cannot be printed, which is left out.
///
/// # Errors
/// `PaperIncomplete` (param `fields`), `CannotOpen` where no documents are made, `Internal`.
pub(crate) async fn made(
    ports: &Ports,
    template: Option<String>,
    document: DocumentName,
    facts: Value,
    language: String,
) -> Result<MadeDocument, DeskError> {
    let maker = ports.documents.clone();
    run(&*ports.executor, Lane::Read, move || {
        let template = template.as_deref();
        match by_template(&*maker, template, document, &facts, &language) {
            Err(error) if is_of_logo(&error) => {
                tracing::warn!(
                    document = document.as_str(),
                    "the letterhead's logo cannot be printed; it is left out"
                );
                let mut facts = facts;
                if let Some(letterhead) = facts.get_mut("letterhead").and_then(Value::as_object_mut) {
                    letterhead.remove("logo");
                }
                by_template(&*maker, template, document, &facts, &language)
            }
            made => made,
        }
    })
    .await
}

fn by_template(
    maker: &dyn DocumentMaker,
    template: Option<&str>,
    document: DocumentName,
    facts: &Value,
    language: &str,
) -> Result<MadeDocument, DeskError> {
    let Some(template) = template else {
        return maker.make(document.as_str(), facts, language);
    };
    match maker.make_by(template, document.as_str(), facts, language) {
        Err(error) if error.code == ErrorCode::TemplateRefused => {
            tracing::warn!(
                document = document.as_str(),
                "the clinic's own template fails; the built-in one is used"
            );
            maker.make(document.as_str(), facts, language)
        }
        made => made,
    }
}

fn is_of_logo(error: &DeskError) -> bool {
    error.code == ErrorCode::InvalidField && error.params.0.get("field").is_some_and(|field| field == "logo")
}

/// Tries a letterhead's logo on a paper with invented data: that it begins as a picture does says little.
///
/// # Errors
/// `InvalidField` (`logo`: `malformed`) where it cannot be printed.
pub(super) async fn try_logo(ports: &Ports, letterhead: &Letterhead) -> Result<(), DeskError> {
    if letterhead.logo.is_none() || !ports.documents.makes() {
        return Ok(());
    }
    let tried = Letterhead {
        logo: letterhead.logo.clone(),
        ..example::letterhead()
    };
    let (maker, document) = (ports.documents.clone(), DocumentName::Slip);
    let facts = example::facts(document, &tried);
    let made = run(&*ports.executor, Lane::Read, move || {
        maker.make(document.as_str(), &facts, "en")
    })
    .await;
    // Nothing else of that letterhead can be at fault.
    made.map(drop)
        .map_err(|_| DeskError::invalid("logo", "malformed"))
}

/// Tries a template of the clinic's own on papers with invented data.
///
/// # Errors
/// `InvalidField` (`template`: `required`, `too-large`), `TemplateRefused` (params `line`, `message`), `CannotOpen` where
/// no documents are made.
pub(crate) async fn try_template(ports: &Ports, document: DocumentName, text: &str) -> Result<(), DeskError> {
    if text.trim().is_empty() {
        return Err(DeskError::invalid("template", "required"));
    }
    if text.len() > LIMIT {
        return Err(DeskError::invalid("template", "too-large"));
    }
    let (maker, text) = (ports.documents.clone(), text.to_owned());
    run(&*ports.executor, Lane::Read, move || {
        let letterhead = example::letterhead();
        for country in [Country::Neutral, Country::Ro, Country::It] {
            let letterhead = Letterhead {
                country,
                ..letterhead.clone()
            };
            let facts = example::facts(document, &letterhead);
            maker.make_by(&text, document.as_str(), &facts, "en")?;
        }
        if let Some(copy) = example::copy(document, &letterhead) {
            maker.make_by(&text, document.as_str(), &copy, "en")?;
        }
        Ok(())
    })
    .await
}

impl Desk {
    /// Makes a paper of its facts, by the clinic's own template where there is one.
    ///
    /// # Errors
    /// As [`made`], or the store's.
    pub(crate) async fn make_paper(
        &self,
        document: DocumentName,
        facts: Value,
        language: String,
    ) -> Result<MadeDocument, DeskError> {
        let template = self.store.read(move |conn| own_template(conn, document)).await?;
        made(&self.ports, template, document, facts, language).await
    }

    /// Takes a template of the clinic's own into use, or the built-in one again. One that fails with invented data is
    /// refused.
    ///
    /// # Errors
    /// `InvalidField` (`template`: `required`, `too-large`), `TemplateRefused` (params `line`, `message`), `CannotOpen`
    /// where no documents are made, or the store's.
    pub async fn set_template(&self, wanted: SetTemplate) -> Result<(), DeskError> {
        let document = wanted.document;
        if let Some(text) = &wanted.template {
            try_template(&self.ports, document, text).await?;
        }
        let (audit, now) = (self.audit.clone(), self.ports.clock.now());
        self.store
            .write(move |tx| {
                let earlier = KeptTemplate::load(tx, document)?;
                // Later than what it changes, also where that was set by a clock that ran ahead.
                let after = earlier
                    .as_ref()
                    .map(|kept| kept.set_at + TimeDelta::milliseconds(1));
                let before = earlier.and_then(|kept| kept.text);
                if before == wanted.template {
                    return Ok(());
                }
                KeptTemplate {
                    set_at: after.map_or(now, |after| after.max(now)),
                    text: wanted.template.clone(),
                }
                .save(tx, document)?;
                let size = |text: &Option<String>| text.as_ref().map(|text| format!("{} B", text.len()));
                let line = NewLine::of(AuditAct::SettingsChanged).with(
                    &document.key(),
                    size(&before),
                    size(&wanted.template),
                );
                audit.record(tx, &line)
            })
            .await?;
        self.accounts.events().changed(&[Topic::Desk]);
        Ok(())
    }
}
