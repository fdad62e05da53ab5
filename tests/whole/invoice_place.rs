//! A clinic at which invoices are made.

use std::time::Duration;

use frontdesk_desk::DeskError;
use frontdesk_desk::billing::{
    Invoice, InvoiceAccepted, InvoiceForm, InvoiceLineForm, InvoiceState, InvoicesRequest, IssueInvoice,
    IssuedThere, PaymentForm, PaymentMethod, ServiceKind,
};
use frontdesk_desk::connections::WorkPoint;
use frontdesk_desk::outbox::{Decision, Resolve};
use frontdesk_desk::patients::FindPatients;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::desk::Place;

/// The work point that sells most of what is tested.
pub const CENTRE: &str = "1";

/// A clinic with a patient who has no history of money.
pub struct Till {
    pub place: Place,
    /// The patient record and the code at the vendor.
    pub record: Uuid,
    pub patient: String,
}

/// One line.
pub fn line(kind: ServiceKind, code: &str, quantity: u32) -> InvoiceLineForm {
    InvoiceLineForm {
        kind,
        code: code.into(),
        quantity,
        price: None,
    }
}

/// A consultation of 200 lei and two tubes at 64.90, paid in cash: 329.80.
pub fn form() -> InvoiceForm {
    InvoiceForm {
        work_point: CENTRE.into(),
        lines: vec![
            line(ServiceKind::Service, "101", 1),
            line(ServiceKind::Product, "1", 2),
        ],
        payment: PaymentForm {
            method: PaymentMethod::Cash,
            fiscal_receipt: Some("BF 17".into()),
            card_slip: None,
        },
        deposit_used: false,
    }
}

/// What the form comes to.
pub const TOTAL: &str = "329.80";

impl Till {
    /// With the work points confirmed and the price list read.
    pub async fn open() -> Self {
        Self::of(Place::empty(12).await).await
    }

    /// The same at a place made otherwise.
    pub async fn of(place: Place) -> Self {
        let body =
            json!({ "last": "ZARAFESCU", "first": "MARIA", "phone": "0799123123", "cnp": "2850214123454" });
        let made = place
            .at_vendor("POST", "/admin/medsoft/patients", Some(body))
            .await;
        let patient = made["code"].as_u64().unwrap().to_string();
        place.fill().await;
        let points = [("1", "Dumbrava Centru"), ("2", "Dumbrava Gară")].map(|(id, name)| WorkPoint {
            vendor_id: Some(id.into()),
            name: name.into(),
            confirmed: true,
        });
        let accounts = place.desk.accounts();
        accounts
            .confirm_work_points(place.connection.id, points.to_vec())
            .await
            .unwrap();
        place.desk.refresh_price_list(place.connection.id).await.unwrap();
        let query = FindPatients {
            text: "zarafescu".into(),
            limit: None,
        };
        let hits = place.desk.find_patients(query).await.unwrap().hits;
        let page = place.desk.page(hits[0].id).await.unwrap();
        Self {
            record: page.records[0].source.record,
            place,
            patient,
        }
    }

    /// Issues the form, under an intent of its own.
    pub async fn issue(&self, form: InvoiceForm) -> InvoiceAccepted {
        self.issue_under(form, Uuid::new_v4()).await.unwrap()
    }

    /// Issues the form.
    pub async fn issue_under(&self, form: InvoiceForm, intent: Uuid) -> Result<InvoiceAccepted, DeskError> {
        let request = IssueInvoice {
            record: self.record,
            form,
            intent,
            total: None,
            taking: None,
        };
        self.place.desk.issue_invoice(request).await
    }

    /// Lets the outbox work until nothing moves, and answers the invoice.
    pub async fn settled(&self, invoice: Uuid) -> Invoice {
        self.place.outbox_for(Duration::from_secs(120)).await;
        self.invoice(invoice).await
    }

    pub async fn invoice(&self, invoice: Uuid) -> Invoice {
        self.place.desk.invoice(invoice).await.unwrap()
    }

    /// A person's decision about the step that an invoice is at.
    pub async fn decide(&self, invoice: Uuid, decision: Decision) -> Result<(), DeskError> {
        self.resolve(invoice, decision, None, None).await
    }

    pub async fn resolve(
        &self,
        invoice: Uuid,
        decision: Decision,
        reason: Option<&str>,
        issued: Option<(&str, &str)>,
    ) -> Result<(), DeskError> {
        let shown = self.invoice(invoice).await;
        let id = shown.entry.expect("a step is open");
        let resolve = Resolve {
            id,
            decision,
            reason: reason.map(Into::into),
            issued: issued.map(|(series, number)| IssuedThere {
                series: series.into(),
                number: number.into(),
            }),
            question: shown.question,
            attempts: Some(shown.attempts),
            money_kept: None,
        };
        self.place.desk.outbox().resolve(resolve).await
    }

    /// The vendor's own records of the patient.
    pub async fn books(&self) -> Value {
        let path = format!("/admin/medsoft/patients/{}", self.patient);
        self.place.at_vendor("GET", &path, None).await
    }

    /// How many services, notes and invoices of the patient the vendor has.
    pub async fn counts(&self) -> (usize, usize, usize) {
        let books = self.books().await;
        let count = |what: &str| books[what].as_array().unwrap().len();
        (count("services"), count("notes"), count("invoices"))
    }

    /// Invoices that have not ended.
    pub async fn unfinished(&self) -> Vec<Invoice> {
        let request = InvoicesRequest {
            unfinished: true,
            ..InvoicesRequest::default()
        };
        self.place.desk.invoices(request).await.unwrap().invoices
    }

    /// Changes every answer to a path that ends so.
    pub fn spoil(&self, path: &'static str, change: impl Fn(&mut Value) + Send + 'static) {
        let spoil = move |asked: &str, body: &mut Value| {
            if asked.split('?').next().is_some_and(|asked| asked.ends_with(path)) {
                change(body);
            }
        };
        *self.place.trouble.spoil.lock().unwrap() = Some(Box::new(spoil));
    }
}

/// An invoice that was issued by the vendor itself.
pub fn assert_issued(invoice: &Invoice) {
    assert_eq!(invoice.state, InvoiceState::Issued, "{:?}", invoice.question);
    assert!(!invoice.by_hand && invoice.series.is_some() && invoice.number.is_some());
}
