//! The money desk as files: tables for a spreadsheet, and documents.

use chrono::{DateTime, NaiveDate, Utc};
use frontdesk_basics::{Words, civil, csv};
use rusqlite::{Connection, OptionalExtension as _};
use serde_json::{Value, json};
use uuid::Uuid;

use super::tables::Writing;
use super::{
    CashUp, MoneyDay, MoneyFormat, MoneyMove, MoneyPaper, Statement, StatementRequest, Taking, Unpaid, day,
    facts, moves, record, shift, statement, takings, unpaid,
};
use crate::audit::{AuditAct, NewLine};
use crate::clinic::DeskSettings;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::events::Topic;
use crate::papers::{self, Country, DocumentName, NewPaper, PaperBrief, PaperFile, PaperKind, PaperOrigin};
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
    /// A paper of the money desk as a file. Nothing is kept and nothing stands in the log yet: that follows by
    /// [`Desk::money_went_out`] once the file exists.
    ///
    /// # Errors
    /// `NotFound`, `InvalidField`, `PaperIncomplete` (param `fields`) where the letterhead lacks something, `CannotOpen`
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
        let language = match &gathered.content {
            Content::Statement { .. } => paper_language(gathered.country, words),
            _ => words.language().to_owned(),
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

    /// A paper of the money desk left this application as a file or on paper. A patient's statement that did is kept
    /// under the patient.
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

    /// The slip of a taking: numbered where it is not yet, made, and kept. `words` are those of this desk, for a clinic
    /// whose country does not tell the language of its papers.
    ///
    /// # Errors
    /// `NotFound`; `InvalidField` (`id`: `at-vendor`) where the vendor has it, because the slip says that it has not,
    /// and (`taken-back`) where the money was given back;
    /// `PaperIncomplete`, `CannotOpen`, or the store's.
    pub async fn taking_slip(&self, taking: Uuid, words: &Words) -> Result<PaperBrief, DeskError> {
        let made_before = self
            .store
            .read(move |conn| papers::of_thing(conn, taking))
            .await?;
        if let Some(paper) = made_before {
            return Ok(paper);
        }
        let NewSlip {
            number,
            person,
            country,
            facts,
        } = self.store.write(move |tx| slip_facts(tx, taking)).await?;
        self.accounts.events().changed(&[Topic::Money]);
        let language = paper_language(country, words);
        let made = self.make_paper(DocumentName::Slip, facts, language).await?;
        let (id, now, audit) = (self.ports.ids.next(), self.ports.clock.now(), self.audit.clone());
        let kept = self
            .store
            .write(move |tx| {
                // Another process may have made it meanwhile; one slip is enough.
                if let Some(paper) = papers::of_thing(tx, taking)? {
                    return Ok(Some(paper));
                }
                let name = format!("{number}.pdf");
                papers::keep(
                    tx,
                    &NewPaper {
                        id,
                        person,
                        record: None,
                        about: Some(taking),
                        kind: PaperKind::Slip,
                        origin: PaperOrigin::Desk,
                        name: &name,
                        media_type: "application/pdf",
                        content: &made.bytes,
                        made_at: now,
                    },
                )?;
                let line = NewLine {
                    person,
                    ..NewLine::of(AuditAct::PaperOpened).with("document", None, Some(name))
                };
                audit.viewed(tx, &line)?;
                papers::of_thing(tx, taking)
            })
            .await?;
        self.accounts.events().changed(&[Topic::Papers]);
        kept.ok_or_else(|| DeskError::internal("a slip that was not kept"))
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
fn paper_language(country: Country, own: &Words) -> String {
    match country {
        Country::Ro => "ro".to_owned(),
        Country::It => "it".to_owned(),
        Country::Neutral => own.language().to_owned(),
    }
}

/// What the desk itself says on a paper of that language, where it has words of it: some languages are those of papers
/// only, and there this desk's words stand within.
fn words_for(language: &str, own: &Words) -> Result<Option<Words>, DeskError> {
    if own.language() == language {
        return Ok(None);
    }
    let words = Words::of_paper(language).map_err(|error| DeskError::internal(error.to_string()))?;
    Ok(words.say("money-table-yes", &[]).is_some().then_some(words))
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
        MoneyPaper::Statement { patient, from, to } => Content::Statement {
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

/// A slip on its way to paper.
struct NewSlip {
    number: String,
    person: Option<Uuid>,
    country: Country,
    facts: Value,
}

/// A taking's slip, with its number given now where it has none.
fn slip_facts(tx: &Connection, taking: Uuid) -> Result<NewSlip, DeskError> {
    let kept = takings::one(tx, taking)?;
    if kept.taking.at_vendor {
        return Err(DeskError::invalid("id", "at-vendor"));
    }
    if !kept.stands() {
        return Err(DeskError::invalid("id", "taken-back"));
    }
    let number = record::number_slip(tx, taking)?;
    let (letterhead, zone) = (papers::letterhead(tx)?, day::zone(tx)?);
    let person = kept.taking.patient;
    let code = person.map(|person| code_of(tx, person)).transpose()?.flatten();
    let taken = &kept.taking;
    let facts = json!({
        "letterhead": letterhead.facts(),
        "country": letterhead.country.code(),
        "number": number,
        "desk": kept.desk,
        "received_at": civil::at_clinic(taken.at, zone).format("%Y-%m-%dT%H:%M:%S").to_string(),
        "patient": { "name": taken.patient_name, "code": code },
        "vendor": vendor_of(tx, person)?,
        "amount": super::amounts::written(taken.amount.amount),
        "currency": taken.amount.currency,
        "method": taken.method.as_str(),
        "fiscal_receipt": taken.fiscal_receipt,
        "card_slip": taken.card_slip,
        "received_by": (taken.author != "desk").then_some(&taken.author),
        "notes": taken.note.iter().collect::<Vec<_>>(),
    });
    Ok(NewSlip {
        number,
        person,
        country: letterhead.country,
        facts,
    })
}

/// The clinic's name of the account that the payment is missing from: that of the patient's first record, else the first
/// account made.
fn vendor_of(conn: &Connection, person: Option<Uuid>) -> Result<String, DeskError> {
    let name: Option<String> = conn
        .prepare_cached(
            "SELECT c.name FROM connections c LEFT JOIN patient_records r \
                 ON r.connection = c.id AND r.person = ?1 AND r.gone_at IS NULL \
             ORDER BY r.id IS NULL, r.created_at, c.created_at, c.rowid LIMIT 1",
        )?
        .query_row([person.map(|id| id.to_string())], |row| row.get(0))
        .optional()?;
    Ok(name.unwrap_or_default())
}
