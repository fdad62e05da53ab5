//! `invoice`: from the services to the PDF, never twice.

use std::process::ExitCode;
use std::time::Duration;

use frontdesk_commands::desk::billing::{
    Invoice, InvoiceForm, InvoiceLineForm, InvoiceState, InvoicesRequest, IssueInvoice, PaymentForm,
    PaymentMethod, ServiceKind, SetNotedMethod,
};
use frontdesk_commands::desk::connections::{Ability, Connection};
use frontdesk_commands::desk::outbox::EntryState;
use frontdesk_commands::desk::{Desk, DeskError, ErrorCode};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::arguments::{Invoice as Command, Issue, Method, Paper};
use crate::desk::Place;
use crate::failure::CliError;
use crate::new_file::NewFile;
use crate::writes::NEEDS_A_PERSON;
use crate::{asked, desk, output};

/// How long one call and what is looked up about it may take before the command leaves it to the desk.
const PATIENCE: Duration = Duration::from_secs(90);
/// How often, and how long at a time, a command waits between two calls for a vendor that asks for it.
const PAUSES: usize = 8;
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
/// The calls of an invoice.
const STEPS: usize = 3;

/// Where the paper goes, or what keeps it from there.
type PaperFile = Option<Result<NewFile, CliError>>;

/// Runs one of the commands about invoices.
///
/// # Errors
/// `Usage`, `Io`, `Desk`.
pub async fn run(place: Place, command: Command) -> Result<ExitCode, CliError> {
    let desk = desk::open(place).await?;
    match command {
        Command::Issue(given) => issue(&desk, given).await,
        Command::List {
            unfinished,
            noted_otherwise,
            date,
            json,
        } => {
            let request = InvoicesRequest {
                unfinished,
                noted_otherwise,
                date,
                ..InvoicesRequest::default()
            };
            let invoices = desk.invoices(request).await?.invoices;
            if json {
                output::json(&invoices.iter().map(listed).collect::<Vec<_>>())?;
            } else {
                print(&invoices)?;
            }
            Ok(ExitCode::SUCCESS)
        }
        Command::NotedMethod {
            connection,
            word,
            ask,
            json: _,
        } => noted_method(&desk, connection.as_deref(), word, ask).await,
        Command::Resume {
            id,
            intent,
            paper,
            json: _,
        } => {
            let found = match (id, intent) {
                (Some(id), _) => desk.invoice(id).await?,
                (None, Some(intent)) => desk.invoice_of(intent).await?,
                (None, None) => return Err(CliError::Usage("name the invoice".to_owned())),
            };
            let file = paper.file(Some(found.state))?;
            match desk.resume_invoice(found.id).await {
                // What is asked, and of which entry, is told below: `outbox resolve` answers it.
                Err(error) if error.code == ErrorCode::NotAllowed && found.question.is_some() => {}
                resumed => {
                    resumed?;
                }
            }
            finish(&desk, found.id, file).await
        }
    }
}

async fn issue(desk: &Desk, given: Issue) -> Result<ExitCode, CliError> {
    let lines = given
        .services
        .iter()
        .map(|text| line_of(text))
        .collect::<Result<_, _>>()?;
    let before = match given.intent {
        Some(intent) => known(desk, intent).await?,
        None => None,
    };
    let file = given.paper.file(before)?;
    let record = record_of(desk, given.connection.as_deref(), &given.patient).await?;
    let request = IssueInvoice {
        record,
        form: InvoiceForm {
            work_point: given.work_point,
            lines,
            payment: PaymentForm {
                method: given.method.into(),
                fiscal_receipt: given.fiscal_receipt,
                card_slip: given.card_slip,
            },
            deposit_used: given.deposit_used,
        },
        intent: given.intent.unwrap_or_else(Uuid::now_v7),
        total: given.total,
        taking: None,
    };
    let accepted = desk.issue_invoice_at_code(request).await?;
    finish(desk, accepted.invoice, file).await
}

/// How far the invoice of an intent is, where there is one already.
async fn known(desk: &Desk, intent: Uuid) -> Result<Option<InvoiceState>, CliError> {
    match desk.invoice_of(intent).await {
        Ok(invoice) => Ok(Some(invoice.state)),
        Err(error) if error.code == ErrorCode::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

impl From<Method> for PaymentMethod {
    fn from(method: Method) -> Self {
        match method {
            Method::Cash => Self::Cash,
            Method::Card => Self::Card,
            Method::Transfer => Self::Transfer,
            Method::Other => Self::Other,
        }
    }
}

/// `servicii:101:2:150.00`.
fn line_of(text: &str) -> Result<InvoiceLineForm, CliError> {
    let usage = |why: &str| CliError::Usage(format!("--service {text}: {why}"));
    let parts: Vec<&str> = text.split(':').map(str::trim).collect();
    let (kind, code, rest) = match &parts[..] {
        [kind, code, rest @ ..] if !code.is_empty() && rest.len() <= 2 => (*kind, *code, rest),
        _ => return Err(usage("expected TYPE:CODE[:QTY[:PRICE]]")),
    };
    let kind = match kind {
        "servicii" => ServiceKind::Service,
        "produse" => ServiceKind::Product,
        "contracte" => ServiceKind::Contract,
        _ => return Err(usage("TYPE is produse, servicii or contracte")),
    };
    let quantity = match rest.first() {
        None | Some(&"") => 1,
        Some(quantity) => quantity
            .parse()
            .map_err(|_| usage("QTY is a whole number, at least 1"))?,
    };
    Ok(InvoiceLineForm {
        kind,
        code: code.to_owned(),
        quantity,
        price: rest
            .get(1)
            .filter(|price| !price.is_empty())
            .map(|price| (*price).to_owned()),
    })
}

/// The accounts that make invoices: the named one, or all.
async fn accounts(desk: &Desk, name: Option<&str>) -> Result<Vec<Connection>, CliError> {
    let all = match name {
        Some(name) => vec![desk::connection(desk, name).await?],
        None => desk.accounts().list().await?,
    };
    let making: Vec<Connection> = all
        .into_iter()
        .filter(|connection| connection.can.contains(&Ability::Invoices))
        .collect();
    if making.is_empty() {
        let none = DeskError::new(ErrorCode::NotFound, "no such account makes invoices");
        return Err(none.into());
    }
    Ok(making)
}

async fn noted_method(
    desk: &Desk,
    connection: Option<&str>,
    word: Option<String>,
    ask: bool,
) -> Result<ExitCode, CliError> {
    let accounts = accounts(desk, connection).await?;
    let [account] = &accounts[..] else {
        return Err(CliError::Usage("name the account with --connection".to_owned()));
    };
    if ask || word.is_some() {
        let connection = account.id;
        desk.set_noted_method(SetNotedMethod { connection, word }).await?;
    }
    let told = desk.noted_method(account.id).await?;
    output::json(&json!({ "connection": account.name, "noted_method": told.word }))?;
    Ok(ExitCode::SUCCESS)
}

/// The patient's record at the account: by our own id, or by the vendor's code, which is looked up there where this desk has
/// not met it.
async fn record_of(desk: &Desk, connection: Option<&str>, patient: &str) -> Result<Uuid, CliError> {
    let accounts = accounts(desk, connection).await?;
    if let Ok(person) = Uuid::parse_str(patient) {
        let page = desk.page(person).await?;
        let records: Vec<Uuid> = page
            .records
            .iter()
            .filter(|record| {
                accounts
                    .iter()
                    .any(|account| account.id == record.source.connection)
            })
            .map(|record| record.source.record)
            .collect();
        return match records[..] {
            [record] => Ok(record),
            [] => Err(DeskError::new(ErrorCode::NotFound, "the patient is not at that account").into()),
            _ => Err(CliError::Usage("name the account with --connection".to_owned())),
        };
    }
    match &accounts[..] {
        [account] => Ok(desk.sync().ensure_patient(account.id, patient).await?),
        _ => Err(CliError::Usage("name the account with --connection".to_owned())),
    }
}

impl Paper {
    /// The file of the paper. What stands in its way is told before anything is done; where the invoice was issued long
    /// ago, after what is known of it.
    fn file(&self, before: Option<InvoiceState>) -> Result<PaperFile, CliError> {
        let path = self.pdf.as_deref();
        match before {
            Some(InvoiceState::Issued) => Ok(path.map(|path| NewFile::once_more(path, self.overwrite))),
            _ => Ok(path
                .map(|path| NewFile::at(path, self.overwrite))
                .transpose()?
                .map(Ok)),
        }
    }
}

/// Waits for the steps that are still to come, and prints what became of the invoice.
async fn finish(desk: &Desk, id: Uuid, file: PaperFile) -> Result<ExitCode, CliError> {
    let mut invoice = desk.invoice(id).await?;
    let (mut steps, mut pauses) = (STEPS, PAUSES);
    while steps > 0 {
        let Some(entry) = invoice.entry else { break };
        if invoice.state == InvoiceState::NeedsPerson {
            break;
        }
        let settled = desk.outbox().deliver(entry, PATIENCE).await?;
        invoice = desk.invoice(id).await?;
        match (settled.state, desk.outbox().wait_of(entry).await?) {
            (EntryState::Done, _) => steps -= 1,
            // Between two calls the vendor asked to wait, or was not there for a moment.
            (EntryState::Waiting, Some(wait)) if pauses > 0 && wait <= LONGEST_PAUSE => {
                pauses -= 1;
                tokio::time::sleep(wait).await;
            }
            _ => break,
        }
    }
    output::json(&told(&invoice))?;
    if let Some(file) = file
        && invoice.paper.is_some()
    {
        file?.write(&desk.invoice_paper(invoice.id).await?)?;
    }
    if let Some(entry) = invoice.entry
        && desk.outbox().entry(entry).await?.state == EntryState::Refused
    {
        return Err(desk.outbox().why_refused(entry).await?.into());
    }
    Ok(match invoice.state {
        InvoiceState::Issued => ExitCode::SUCCESS,
        InvoiceState::Prepared | InvoiceState::NeedsPerson => ExitCode::from(NEEDS_A_PERSON),
        InvoiceState::OnTheWay | InvoiceState::NotIssued => ExitCode::FAILURE,
    })
}

fn told(invoice: &Invoice) -> Value {
    let mut told = listed(invoice);
    told["pdf"] = match (invoice.paper, invoice.copy) {
        (None, _) => Value::Null,
        (Some(_), false) => json!("vendor"),
        (Some(_), true) => json!("copy"),
    };
    told
}

fn listed(invoice: &Invoice) -> Value {
    json!({
        "id": invoice.id,
        "intent": invoice.intent,
        "connection": invoice.connection_name,
        "patient": invoice.patient_name,
        "state": invoice.state,
        "reached": invoice.reached,
        "step": invoice.step,
        "entry": invoice.entry,
        "question": invoice.question,
        "asked": asked::name(invoice.question.as_ref(), invoice.attempts),
        "reason": invoice.reason,
        "series": invoice.series,
        "number": invoice.number,
        "vendor_id": invoice.vendor_id,
        "note": invoice.note,
        "noted_as": invoice.noted_as,
        "next_at": invoice.next_at,
        "issued_on": invoice.issued_on,
        "by_hand": invoice.by_hand,
        "total": invoice.total.amount.to_string(),
        "currency": invoice.total.currency,
    })
}

fn print(invoices: &[Invoice]) -> Result<(), CliError> {
    let cells: Vec<_> = invoices
        .iter()
        .map(|invoice| {
            let number = [&invoice.series, &invoice.number].map(|part| part.clone().unwrap_or_default());
            [
                invoice.created_at.format("%Y-%m-%d %H:%M").to_string(),
                invoice.patient_name.clone(),
                format!(
                    "{} {}",
                    invoice.total.amount,
                    invoice.total.currency.clone().unwrap_or_default()
                ),
                output::word(&invoice.state),
                invoice
                    .reached
                    .map(|step| output::word(&step))
                    .unwrap_or_default(),
                number.join(" ").trim().to_owned(),
                invoice.id.to_string(),
            ]
        })
        .collect();
    output::table(
        [
            "since (UTC)",
            "patient",
            "total",
            "state",
            "at the vendor",
            "number",
            "id",
        ],
        &cells,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_is_typed_with_or_without_quantity_and_price() {
        let read = |text: &str| {
            let line = line_of(text).unwrap();
            (line.kind, line.code, line.quantity, line.price)
        };
        assert_eq!(
            read("servicii:101"),
            (ServiceKind::Service, "101".into(), 1, None)
        );
        assert_eq!(
            read("produse:1:2:64.90"),
            (ServiceKind::Product, "1".into(), 2, Some("64.90".into()))
        );
        assert_eq!(
            read("servicii:101::150"),
            (ServiceKind::Service, "101".into(), 1, Some("150".into()))
        );
        assert_eq!(read("contracte:4"), (ServiceKind::Contract, "4".into(), 1, None));
        for wrong in [
            "servicii",
            "servicii:",
            "altceva:1",
            "servicii:1:1,5",
            "servicii:1:1:2:3",
            "servicii:1:-1",
        ] {
            assert!(line_of(wrong).is_err(), "{wrong}");
        }
    }
}
