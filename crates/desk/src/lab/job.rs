//! What the window and the command line ask about the laboratory.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use frontdesk_vendors::pdf_defect;
use uuid::Uuid;

use super::{
    CheckLab, LabAccepted, LabDesk, LabForm, LabPreview, PrefillLab, SendLab, UploadReport, number, rows,
};
use crate::Desk;
use crate::adapters::{Capabilities, Laboratory};
use crate::agenda::Accepted;
use crate::audit::{AuditAct, NewLine};
use crate::connections::{Ability, Priority};
use crate::error::DeskError;
use crate::events::Topic;
use crate::fields::FieldProblem;
use crate::outbox::{NewReport, NewSending};

/// The longest report, in bytes.
const LONGEST_REPORT: usize = 20 * 1024 * 1024;
/// A report longer than this as base64 is too long whatever is in it.
const LONGEST_BASE64: usize = LONGEST_REPORT.div_ceil(3) * 4;

impl Desk {
    /// What was sent to laboratories from here.
    ///
    /// # Errors
    /// The store's.
    pub async fn lab_desk(&self) -> Result<LabDesk, DeskError> {
        let now = self.ports.clock.now();
        self.store.read(move |conn| rows::desk(conn, now)).await
    }

    /// A new order's form, filled in as far as the desk knows.
    ///
    /// # Errors
    /// `NotFound`, or the store's.
    pub async fn prefill_lab(&self, request: PrefillLab) -> Result<LabForm, DeskError> {
        let accounts = self.accounts.list().await?;
        let zone = accounts
            .iter()
            .find(|account| account.can.contains(&Ability::Laboratory))
            .and_then(|account| account.zone.parse().ok())
            .unwrap_or(chrono_tz::UTC);
        let today = self.ports.clock.now().with_timezone(&zone).date_naive();
        let random = self.ports.random.clone();
        if let Some(person) = request.patient {
            self.put_down_view(NewLine::about(AuditAct::FormFilled, person))
                .await?;
        }
        self.store
            .read(move |conn| {
                let patient = request
                    .patient
                    .map(|person| rows::patient(conn, person))
                    .transpose()?
                    .unwrap_or_default();
                Ok(LabForm {
                    number: number::unused(conn, today, &*random)?,
                    patient,
                    ..LabForm::default()
                })
            })
            .await
    }

    /// The form of an order as it was last sent, for what is to be told next about it.
    ///
    /// # Errors
    /// `NotFound`, or the store's.
    pub async fn lab_order(&self, order: Uuid) -> Result<LabForm, DeskError> {
        let (form, person) = self
            .store
            .read(move |conn| Ok((rows::form(conn, order)?, rows::person(conn, order)?)))
            .await?;
        let line = NewLine {
            person,
            patient_name: Some(form.patient.name.trim().to_owned()).filter(|name| !name.is_empty()),
            ..NewLine::of(AuditAct::LabOrderOpened).with("number", None, Some(form.number.clone()))
        };
        self.put_down_view(line).await?;
        Ok(form)
    }

    /// What would be sent. Nothing is.
    ///
    /// # Errors
    /// `NotFound`, `KeyWanted`, or the store's.
    pub async fn preview_lab(&self, request: CheckLab) -> Result<LabPreview, DeskError> {
        let account = self.laboratory_account(request.connection).await?;
        let laboratory = laboratory_of(&account)?;
        let problems: Vec<FieldProblem> = laboratory
            .problems(&request.form)
            .into_iter()
            .map(|(field, reason)| FieldProblem {
                field,
                reason: reason.to_owned(),
            })
            .collect();
        let json = if problems.is_empty() {
            Some(laboratory.written(&request.form)?)
        } else {
            None
        };
        Ok(LabPreview { json, problems })
    }

    /// Sends an order through the outbox.
    ///
    /// # Errors
    /// `NotFound`, `KeyWanted`, `InvalidField` (the first of the preview's problems; `number`: `repeated` when
    /// another order has it), or the store's.
    pub async fn send_lab(&self, request: SendLab, hold: Duration) -> Result<LabAccepted, DeskError> {
        let account = self.laboratory_account(request.connection).await?;
        let mut form = request.form;
        form.number = form.number.trim().to_owned();
        if let Some((field, reason)) = laboratory_of(&account)?.problems(&form).first() {
            return Err(DeskError::invalid(field, reason));
        }
        let sending = NewSending {
            intent: request.intent,
            connection: request.connection,
            person: request.patient,
            form,
        };
        let accepted = self.outbox.send_lab(sending, hold).await?;
        let entry = accepted.entry;
        let order = self
            .store
            .read(move |conn| rows::order_of_entry(conn, entry))
            .await?;
        self.accounts.events().changed(&[Topic::Laboratory]);
        Ok(LabAccepted { order, accepted })
    }

    /// Uploads a report through the outbox.
    ///
    /// # Errors
    /// `NotFound`, `KeyWanted`, `InvalidField` (`execution`, `file_name`: `required`; `base64`: `not-a-pdf`,
    /// `too-long`), or the store's.
    pub async fn upload_report(&self, request: UploadReport) -> Result<Accepted, DeskError> {
        let account = self.laboratory_account(request.connection).await?;
        laboratory_of(&account)?;
        let required = |field: &str, text: &str| {
            let text = text.trim().to_owned();
            (!text.is_empty())
                .then_some(text)
                .ok_or_else(|| DeskError::invalid(field, "required"))
        };
        let report = NewReport {
            intent: request.intent,
            connection: request.connection,
            order: request.order,
            execution: required("execution", &request.execution)?,
            file_name: required("file_name", &request.file_name)?,
            pdf: pdf_of(&request.base64)?,
        };
        let accepted = self.outbox.upload_report(report).await?;
        self.accounts.events().changed(&[Topic::Laboratory]);
        Ok(accepted)
    }

    async fn laboratory_account(&self, connection: Uuid) -> Result<Capabilities, DeskError> {
        self.accounts.capabilities(connection, Priority::Person).await
    }
}

fn laboratory_of(account: &Capabilities) -> Result<&dyn Laboratory, DeskError> {
    account
        .laboratory
        .as_deref()
        .ok_or_else(|| DeskError::internal("no laboratory at this vendor"))
}

fn pdf_of(base64: &str) -> Result<Vec<u8>, DeskError> {
    let base64 = base64.trim();
    if base64.len() > LONGEST_BASE64 {
        return Err(DeskError::invalid("base64", "too-long"));
    }
    let no_pdf = || DeskError::invalid("base64", "not-a-pdf");
    let pdf = STANDARD.decode(base64).map_err(|_| no_pdf())?;
    if pdf.len() > LONGEST_REPORT {
        return Err(DeskError::invalid("base64", "too-long"));
    }
    if pdf_defect(&pdf).is_some() {
        return Err(no_pdf());
    }
    Ok(pdf)
}
