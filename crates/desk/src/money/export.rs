//! The money desk as files: tables for a spreadsheet, and documents.

use chrono::{DateTime, NaiveDate, Utc};
use frontdesk_basics::{Words, civil, csv};
use rusqlite::{Connection, OptionalExtension as _};
use serde_json::{Value, json};
use uuid::Uuid;

use super::tables::Writing;
use super::{
    CashUp, MoneyDay, MoneyFormat, MoneyMove, MoneyPaper, Statement, StatementRequest, Taking, Unpaid, day,
    facts, moves, shift, statement, takings, unpaid,
};
use crate::audit::{AuditAct, NewLine};
use crate::clinic::DeskSettings;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::events::Topic;
use crate::papers::{self, Country, DocumentName, NewPaper, PaperFile, PaperKind, PaperOrigin};
use crate::ports::Lane;
use crate::store::run;

/// What a list of the desk's own is called among the documents.
const LIST: &str = "list";

/// What stands on a paper, of one moment of the store.
enum Content {
    Day(MoneyDay),
    CashUp {
        closed: CashUp,
        desk: String,
        takings: Vec<Taking>,
        moves: Vec<MoneyMove>,
    },
    Unpaid(Unpaid),
    Statement {
        statement: Statement,
        code: Option<String>,
    },
}

/// What a paper is made of, and under what.
struct Gathered {
    content: Content,
    zone: chrono_tz::Tz,
    today: NaiveDate,
    desk: String,
    letterhead: Value,
    country: Country,
}

impl Desk {
    /// A paper of the money desk as a file. Nothing is kept and nothing stands in the log yet: that is
    /// [`Desk::money_went_out`], before it leaves this application.
    ///
    /// # Errors
    /// `NotFound`, `InvalidField` (of the paper; `language`: `unknown`), `PaperIncomplete` (param `fields`) where the letterhead lacks something, `CannotOpen`
    /// where no documents are made, or the store's.
    pub async fn money_file(
        &self,
        paper: &MoneyPaper,
        format: MoneyFormat,
        words: &Words,
    ) -> Result<PaperFile, DeskError> {
        let now = self.ports.clock.now();
        let (wanted, author) = (paper.clone(), self.audit.author().name);
        let gathered = self.store.read(move |conn| gather(conn, &wanted, now)).await?;
        let language = match paper {
            MoneyPaper::Statement { language, .. } => match language {
                Some(language) => known(language)?,
                None => paper_language(gathered.country, words),
            },
            MoneyPaper::Day { .. } | MoneyPaper::CashUp { .. } | MoneyPaper::Unpaid { .. } => {
                words.language().to_owned()
            }
        };
        let in_patients = words_for(&language, words)?;
        let writing = Writing {
            words: in_patients.as_ref().unwrap_or(words),
            zone: gathered.zone,
        };
        let stem = gathered.stem(&Writing { words, ..writing });
        match format {
            MoneyFormat::Csv => Ok(PaperFile {
                name: format!("{stem}.csv"),
                media_type: "text/csv".to_owned(),
                bytes: csv(gathered.rows(&writing)),
            }),
            MoneyFormat::Pdf => {
                let (document, facts) = gathered.facts(&writing, now, &author);
                let made = match document {
                    Some(document) => self.make_paper(document, facts, language).await?,
                    None => {
                        let maker = self.ports.documents.clone();
                        run(&*self.ports.executor, Lane::Read, move || {
                            maker.make(LIST, &facts, &language)
                        })
                        .await?
                    }
                };
                Ok(PaperFile {
                    name: format!("{stem}.pdf"),
                    media_type: "application/pdf".to_owned(),
                    bytes: made.bytes,
                })
            }
        }
    }

    /// A paper of the money desk was looked at in the window.
    ///
    /// # Errors
    /// The store's.
    pub async fn money_was_shown(&self, paper: &MoneyPaper, file: &PaperFile) -> Result<(), DeskError> {
        let line = NewLine {
            person: paper.person(),
            ..NewLine::of(AuditAct::PaperOpened).with("document", None, Some(file.name.clone()))
        };
        self.put_down_view(line).await
    }

    /// A paper of the money desk is about to leave this application as a file or on paper: first the line, so that nothing
    /// is outside without one. A patient's statement is kept under the patient.
    ///
    /// # Errors
    /// The store's.
    pub async fn money_went_out(&self, paper: &MoneyPaper, file: &PaperFile) -> Result<(), DeskError> {
        let (person, file) = (paper.person(), file.clone());
        let (id, now, audit) = (self.ports.ids.next(), self.ports.clock.now(), self.audit.clone());
        let kept = person.is_some() && file.media_type == "application/pdf";
        self.store
            .write(move |tx| {
                if kept {
                    papers::keep(
                        tx,
                        &NewPaper {
                            id,
                            person,
                            record: None,
                            about: None,
                            kind: PaperKind::Statement,
                            origin: PaperOrigin::Desk,
                            name: &file.name,
                            media_type: &file.media_type,
                            content: &file.bytes,
                            made_at: now,
                        },
                    )?;
                }
                let line = NewLine {
                    person,
                    ..NewLine::of(AuditAct::MoneySaved).with("document", None, Some(file.name.clone()))
                };
                audit.record(tx, &line)
            })
            .await?;
        if kept {
            self.accounts.events().changed(&[Topic::Papers]);
        }
        Ok(())
    }
}

impl MoneyPaper {
    /// Whom it is about, where that is one person.
    #[must_use]
    pub fn person(&self) -> Option<Uuid> {
        match self {
            Self::Statement { patient, .. } => Some(*patient),
            Self::Day { .. } | Self::CashUp { .. } | Self::Unpaid { .. } => None,
        }
    }
}

/// The language of a paper for a patient: that of the clinic's country, else the desk's.
pub(super) fn paper_language(country: Country, own: &Words) -> String {
    match country {
        Country::Ro => "ro".to_owned(),
        Country::It => "it".to_owned(),
        Country::Neutral => own.language().to_owned(),
    }
}

/// What the desk itself says on a paper of that language; `None`: this desk's own words are of it.
pub(super) fn words_for(language: &str, own: &Words) -> Result<Option<Words>, DeskError> {
    if own.language() == language {
        return Ok(None);
    }
    Words::of_paper(language)
        .map(Some)
        .map_err(|error| DeskError::internal(error.to_string()))
}

/// A language that papers are written in.
///
/// # Errors
/// `InvalidField` (`language`: `unknown`).
fn known(language: &str) -> Result<String, DeskError> {
    let languages = Words::paper_languages();
    let found = languages
        .into_iter()
        .find(|one| one.eq_ignore_ascii_case(language));
    found
        .map(str::to_owned)
        .ok_or_else(|| DeskError::invalid("language", "unknown"))
}

fn gather(conn: &Connection, paper: &MoneyPaper, now: DateTime<Utc>) -> Result<Gathered, DeskError> {
    let zone = day::zone(conn)?;
    let content = match paper {
        MoneyPaper::Day { date } => Content::Day(day::day(conn, Some(*date), now)?),
        MoneyPaper::CashUp { id } => Content::CashUp {
            closed: shift::closed(conn, *id)?,
            desk: shift::desk_of(conn, *id)?,
            takings: takings::counted_in(conn, *id)?
                .into_iter()
                .map(|kept| kept.taking)
                .collect(),
            moves: moves::counted_in(conn, *id)?,
        },
        MoneyPaper::Unpaid { from } => Content::Unpaid(unpaid::unpaid(conn, *from, now)?),
        MoneyPaper::Statement {
            patient, from, to, ..
        } => Content::Statement {
            statement: statement::statement(
                conn,
                &StatementRequest {
                    patient: *patient,
                    from: *from,
                    to: *to,
                },
                now,
            )?,
            code: code_of(conn, *patient)?,
        },
    };
    let letterhead = papers::letterhead(conn)?;
    Ok(Gathered {
        content,
        zone,
        today: civil::date_at_clinic(now, zone),
        desk: DeskSettings::load(conn)?.name,
        letterhead: letterhead.facts(),
        country: letterhead.country,
    })
}

/// The patient's code at the first vendor that has them.
fn code_of(conn: &Connection, person: Uuid) -> Result<Option<String>, DeskError> {
    Ok(conn
        .prepare_cached(
            "SELECT vendor_id FROM patient_records WHERE person = ?1 AND vendor_id IS NOT NULL \
             ORDER BY gone_at IS NOT NULL, created_at LIMIT 1",
        )?
        .query_row([person.to_string()], |row| row.get(0))
        .optional()?)
}

impl Gathered {
    /// A file's name without its end, in the desk's language. It names nobody: files lie in folders that others see.
    fn stem(&self, writing: &Writing<'_>) -> String {
        match &self.content {
            Content::Day(day) => format!("{}-{}", writing.say("file-day"), day.date),
            Content::CashUp { closed, .. } => {
                let on = civil::date_at_clinic(closed.closed_at, self.zone);
                format!("{}-{on}-{}", writing.say("file-cash-up"), closed.number)
            }
            Content::Unpaid(_) => format!("{}-{}", writing.say("file-unpaid"), self.today),
            Content::Statement { statement, code } => {
                let code = code.as_deref().unwrap_or_default();
                let safe: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
                let between = if safe.is_empty() { "" } else { "-" };
                format!(
                    "{}{between}{safe}-{}",
                    writing.say("file-statement"),
                    statement.to
                )
            }
        }
    }

    fn rows(&self, writing: &Writing<'_>) -> Vec<Vec<String>> {
        match &self.content {
            Content::Day(day) => writing.day(day),
            Content::CashUp { closed, .. } => writing.cash_up(closed),
            Content::Unpaid(unpaid) => writing.unpaid_rows(unpaid),
            Content::Statement { statement, .. } => writing.statement(statement),
        }
    }

    /// The facts, and of which document; of a list where it is none of those that a clinic can have a template of.
    fn facts(
        &self,
        writing: &Writing<'_>,
        now: DateTime<Utc>,
        author: &str,
    ) -> (Option<DocumentName>, Value) {
        let (document, mut facts) = match &self.content {
            Content::Day(day) => (None, facts::day(day, &self.desk, writing)),
            Content::CashUp {
                closed,
                desk,
                takings,
                moves,
            } => (
                Some(DocumentName::CashUp),
                facts::cash_up(closed, desk, takings, moves, writing),
            ),
            Content::Unpaid(unpaid) => (None, facts::unpaid(unpaid, self.today, &self.desk, writing)),
            Content::Statement { statement, code } => (
                Some(DocumentName::Statement),
                facts::statement(statement, code.as_deref(), writing, now, author),
            ),
        };
        facts["letterhead"] = self.letterhead.clone();
        facts["country"] = json!(self.country.code());
        (document, facts)
    }
}
