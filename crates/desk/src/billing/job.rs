//! Invoices at the desk: the price list, the form, issuing, going on.

use uuid::Uuid;

use super::form::Place;
use super::{
    CheckInvoice, Favourite, Invoice, InvoiceAccepted, InvoiceDesk, InvoiceTotals, Invoices, InvoicesRequest,
    IssueInvoice, PriceListPage, PriceQuery, absorb_prices, beside, form, paper, prices, table, view,
};
use crate::agenda::Accepted;
use crate::audit::{AuditAct, NewLine};
use crate::connections::Priority;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::events::Topic;
use crate::outbox::{self, EntryState, Question};
use crate::papers::PaperKind;

impl Desk {
    /// Looks up the price list in the store.
    ///
    /// # Errors
    /// `NotFound`, or the store's.
    pub async fn price_list(&self, query: PriceQuery) -> Result<PriceListPage, DeskError> {
        self.store.read(move |conn| prices::page(conn, &query)).await
    }

    /// Asks the vendor for its price list now.
    ///
    /// # Errors
    /// `NotFound`, the vendor's, or the store's.
    pub async fn refresh_price_list(&self, connection: Uuid) -> Result<(), DeskError> {
        let account = self.accounts.capabilities(connection, Priority::Opened).await?;
        let invoicing = account
            .invoicing
            .ok_or_else(|| DeskError::not_found("account that makes invoices"))?;
        let rows = invoicing.prices().await?;
        let now = self.ports.clock.now();
        self.store
            .write(move |tx| absorb_prices(tx, connection, &rows, now))
            .await?;
        self.accounts.events().changed(&[Topic::Money]);
        Ok(())
    }

    /// Marks a row of the price list, or no longer.
    ///
    /// # Errors
    /// `NotFound`, or the store's.
    pub async fn mark_price(&self, mark: Favourite) -> Result<(), DeskError> {
        self.store.write(move |tx| prices::mark(tx, &mark)).await?;
        self.accounts.events().changed(&[Topic::Money]);
        Ok(())
    }

    /// What stands beside the form of a new invoice. The patient's services and payments are read again in the background.
    ///
    /// # Errors
    /// `NotFound`, or the store's.
    pub async fn invoice_desk(&self, record: Uuid) -> Result<InvoiceDesk, DeskError> {
        let (connection, person) = self
            .store
            .read(move |conn| form::whose(conn, record).map(|whose| (whose.connection, whose.person)))
            .await?;
        let health = self.accounts.health(connection).await?;
        let now = self.ports.clock.now();
        let desk = self
            .store
            .read(move |conn| beside::desk(conn, record, health, now))
            .await?;
        if let Some(person) = person {
            self.put_down_view(NewLine::about(AuditAct::PatientOpened, person))
                .await?;
            self.sync.opened(person);
        }
        Ok(desk)
    }

    /// What a form comes to and what of it is not acceptable. Nothing is sent.
    ///
    /// # Errors
    /// `NotFound`, or the store's.
    pub async fn check_invoice(&self, check: CheckInvoice) -> Result<InvoiceTotals, DeskError> {
        self.store
            .read(move |conn| {
                let whose = form::whose(conn, check.record)?;
                Ok(form::check(conn, &whose, &check.form, Place::Confirmed)?.totals)
            })
            .await
    }

    /// Issues an invoice. The same intent given again answers the first, and goes on with one that was only prepared.
    ///
    /// # Errors
    /// `NotFound`, `InvalidField` (as the check has it, and `intent` for one that was used for something else), or the
    /// store's.
    pub async fn issue_invoice(&self, request: IssueInvoice) -> Result<InvoiceAccepted, DeskError> {
        self.issue(request, Place::Confirmed).await
    }

    /// The same for a work point whose code at the vendor a person typed; a price list that was never read is read first.
    ///
    /// # Errors
    /// As [`Self::issue_invoice`]; the vendor's where the price list cannot be read.
    pub async fn issue_invoice_at_code(&self, request: IssueInvoice) -> Result<InvoiceAccepted, DeskError> {
        let record = request.record;
        let connection = self
            .store
            .read(move |conn| {
                let connection = form::whose(conn, record)?.connection;
                let known: bool = conn.query_row(
                    "SELECT prices_checked_at IS NOT NULL FROM connections WHERE id = ?1",
                    [connection.to_string()],
                    |row| row.get(0),
                )?;
                Ok((!known).then_some(connection))
            })
            .await?;
        if let Some(connection) = connection {
            self.refresh_price_list(connection).await?;
        }
        self.issue(request, Place::Typed).await
    }

    async fn issue(&self, request: IssueInvoice, place: Place) -> Result<InvoiceAccepted, DeskError> {
        let (intent, record, form) = (request.intent, request.record, request.form.clone());
        let known = self
            .store
            .read(move |conn| table::by_intent(conn, intent))
            .await?;
        match known {
            Some(stored) if stored.record != record || stored.form != form => {
                return Err(DeskError::invalid("intent", "used-for-something-else"));
            }
            Some(_) => self.go_on_if_prepared(intent).await?,
            None => {
                self.outbox.issue_invoice(request, place).await?;
            }
        }
        self.store
            .read(move |conn| {
                let stored = table::by_intent(conn, intent)?
                    .ok_or_else(|| DeskError::invalid("intent", "used-for-something-else"))?;
                // The entry of an old invoice may have been forgotten since: it has ended.
                let known = match stored.entry {
                    Some(entry) => outbox::accepted_of(conn, entry)?,
                    None => None,
                };
                let accepted = known.unwrap_or(Accepted {
                    intent,
                    entry: stored.entry.unwrap_or(stored.id),
                    state: EntryState::Done,
                    held_until: None,
                });
                Ok(InvoiceAccepted {
                    invoice: stored.id,
                    accepted: Accepted { intent, ..accepted },
                })
            })
            .await
    }

    /// The same wish once more, with a person watching: what was only prepared goes out. What may have reached the vendor
    /// is another question, and is answered by a decision.
    async fn go_on_if_prepared(&self, intent: Uuid) -> Result<(), DeskError> {
        let entry = self
            .store
            .read(move |conn| {
                let Some(stored) = table::by_intent(conn, intent)?.filter(|stored| stored.ended.is_none())
                else {
                    return Ok(None);
                };
                let Some(entry) = stored.entry else {
                    return Ok(None);
                };
                let line = outbox::step_line(conn, entry)?;
                Ok(line.filter(|(line, lost)| {
                    *lost == 0
                        && line.state == EntryState::Asks
                        && line.question == Some(Question::NeedsLiveLine)
                }))
            })
            .await?;
        match entry {
            Some((line, _)) => self.outbox.resume(line.id).await,
            None => Ok(()),
        }
    }

    /// A person goes on with an invoice that waits, was refused or was asked about. What only a look at the vendor can
    /// answer needs a decision instead.
    ///
    /// # Errors
    /// `NotFound`, `NotAllowed`, or the store's.
    pub async fn resume_invoice(&self, invoice: Uuid) -> Result<Invoice, DeskError> {
        let found = self.invoice(invoice).await?;
        if let Some(entry) = found.entry {
            self.outbox.resume(entry).await?;
        }
        self.invoice(invoice).await
    }

    /// Invoices of this desk.
    ///
    /// # Errors
    /// The store's.
    pub async fn invoices(&self, request: InvoicesRequest) -> Result<Invoices, DeskError> {
        self.store.read(move |conn| view::list(conn, &request)).await
    }

    /// One invoice. The copy of a paper that could not be made before is made now.
    ///
    /// # Errors
    /// `NotFound`, or the store's.
    pub async fn invoice(&self, id: Uuid) -> Result<Invoice, DeskError> {
        if let Err(error) = paper::make_copy(&self.store, &self.ports, id).await {
            tracing::warn!(%error, code = %error.code.as_str(), "no copy of an invoice was made");
        }
        self.store
            .read(move |conn| {
                let stored = table::by_id(conn, id)?.ok_or_else(|| DeskError::not_found("invoice"))?;
                view::shown(conn, stored)
            })
            .await
    }

    /// One invoice, looked at by a person: that it was is put down.
    ///
    /// # Errors
    /// As [`Self::invoice`].
    pub async fn view_invoice(&self, id: Uuid) -> Result<Invoice, DeskError> {
        let invoice = self.invoice(id).await?;
        if let Some(person) = invoice.patient {
            self.put_down_view(NewLine::about(AuditAct::PatientOpened, person))
                .await?;
        }
        Ok(invoice)
    }

    /// The PDF of an invoice: the vendor's, or our copy. That it was handed out is put down.
    ///
    /// # Errors
    /// `NotFound`, or the store's.
    pub async fn invoice_paper(&self, id: Uuid) -> Result<Vec<u8>, DeskError> {
        let audit = self.audit.clone();
        self.store
            .write(move |tx| {
                let stored = table::by_id(tx, id)?.ok_or_else(|| DeskError::not_found("invoice"))?;
                let bytes = paper::bytes(tx, id)?.ok_or_else(|| DeskError::not_found("paper"))?;
                let line = NewLine {
                    person: stored.person,
                    record: Some(stored.record),
                    connection: Some(stored.connection),
                    ..NewLine::of(AuditAct::PaperOpened)
                };
                audit.record(
                    tx,
                    &line.with(
                        "document",
                        None,
                        Some(paper::file_name(&stored, PaperKind::Invoice)),
                    ),
                )?;
                Ok(bytes)
            })
            .await
    }

    /// The invoice of an intent.
    ///
    /// # Errors
    /// `NotFound`, or the store's.
    pub async fn invoice_of(&self, intent: Uuid) -> Result<Invoice, DeskError> {
        let found = self
            .store
            .read(move |conn| table::by_intent(conn, intent))
            .await?;
        self.invoice(found.ok_or_else(|| DeskError::not_found("invoice"))?.id)
            .await
    }
}
