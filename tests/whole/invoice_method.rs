//! The vendor's call for a payment takes no method: what it notes by itself, and what the clinic has said about that.

use frontdesk_desk::billing::{
    CheckInvoice, Invoice, InvoiceForm, InvoiceState, InvoiceStep, InvoicesRequest, PaymentForm,
    PaymentMethod, SetNotedMethod, StopReason,
};
use frontdesk_desk::outbox::{Decision, Question};
use frontdesk_sandbox::medsoft::Dialect;
use frontdesk_sandbox::{Fault, FaultKind};
use serde_json::json;

use crate::invoice_place::{Till, assert_issued, form};

fn paid_by(method: PaymentMethod) -> InvoiceForm {
    InvoiceForm {
        payment: PaymentForm {
            method,
            fiscal_receipt: None,
            card_slip: None,
        },
        ..form()
    }
}

fn differs(ours: &str, theirs: &str) -> Option<Question> {
    Some(Question::Stopped {
        stop: StopReason::RecordedDiffers {
            field: "method".into(),
            ours: ours.into(),
            theirs: theirs.into(),
        },
    })
}

impl Till {
    /// At a vendor that notes payments so.
    async fn noting(method: &str) -> Self {
        let till = Self::open().await;
        let dialect = Dialect::a().with(&json!({ "noted_method": method })).unwrap();
        till.place.sandbox.set_dialect(dialect);
        till
    }

    async fn known(&self, word: Option<&str>) {
        let request = SetNotedMethod {
            connection: self.place.connection.id,
            word: word.map(Into::into),
        };
        self.place.desk.set_noted_method(request).await.unwrap();
    }

    async fn paid(&self, method: PaymentMethod) -> Invoice {
        let accepted = self.issue(paid_by(method)).await;
        self.settled(accepted.invoice).await
    }

    /// The word that a payment taken so will be asked about, as the form tells before it.
    async fn asked_about(&self, method: PaymentMethod) -> Option<String> {
        let check = CheckInvoice {
            record: self.record,
            form: paid_by(method),
        };
        self.place.desk.check_invoice(check).await.unwrap().asked_about
    }

    /// Those to be put right at the vendor, by the word that stands there.
    async fn noted_otherwise(&self) -> Vec<String> {
        let request = InvoicesRequest {
            noted_otherwise: true,
            ..InvoicesRequest::default()
        };
        let listed = self.place.desk.invoices(request).await.unwrap().invoices;
        listed
            .into_iter()
            .filter_map(|invoice| invoice.noted_as)
            .collect()
    }
}

#[tokio::test(start_paused = true)]
async fn another_way_of_paying_than_the_vendor_noted_stops_as_long_as_nobody_has_said_anything() {
    for (noted, taken, word) in [
        ("cash", PaymentMethod::Card, "Numerar"),
        ("card", PaymentMethod::Cash, "Card"),
    ] {
        let till = Till::noting(noted).await;
        let stopped = till.paid(taken).await;
        assert_eq!(
            (stopped.state, stopped.reached),
            (InvoiceState::NeedsPerson, Some(InvoiceStep::Payment))
        );
        assert_eq!(stopped.question, differs(taken.as_str(), word));
        assert_eq!(till.place.asked("add-invoice"), 0);
        till.decide(stopped.id, Decision::Send).await.unwrap();
        let issued = till.settled(stopped.id).await;
        assert_issued(&issued);
        assert_eq!(issued.noted_as.as_deref(), Some(word), "to be put right there");
        assert_eq!(till.noted_otherwise().await, [word]);
        // Whoever takes another so is told before the patient has paid; who takes it as the vendor notes it is not.
        let as_noted = if taken == PaymentMethod::Card {
            PaymentMethod::Cash
        } else {
            PaymentMethod::Card
        };
        assert_eq!(till.asked_about(taken).await.as_deref(), Some(word));
        assert_eq!(till.asked_about(as_noted).await, None);
        till.known(Some(word)).await;
        assert_eq!(till.asked_about(taken).await, None, "known to the clinic");
        assert_eq!(till.counts().await, (2, 1, 1));
    }
}

#[tokio::test(start_paused = true)]
async fn what_agrees_or_is_not_said_is_no_question_and_in_no_list() {
    for (noted, taken) in [
        ("cash", PaymentMethod::Cash),
        ("card", PaymentMethod::Card),
        ("absent", PaymentMethod::Transfer),
    ] {
        let till = Till::noting(noted).await;
        let issued = till.paid(taken).await;
        assert_issued(&issued);
        assert_eq!(issued.noted_as, None, "{noted}");
        assert!(till.noted_otherwise().await.is_empty());
    }
}

#[tokio::test(start_paused = true)]
async fn what_the_clinic_knows_of_its_vendor_is_no_question_and_stands_beside_the_invoice() {
    let till = Till::noting("cash").await;
    till.known(Some(" NUMERAR ")).await;
    for taken in [PaymentMethod::Card, PaymentMethod::Transfer, PaymentMethod::Cash] {
        assert_issued(&till.paid(taken).await);
    }
    assert_eq!(
        till.noted_otherwise().await,
        ["Numerar", "Numerar"],
        "cash is as it was taken"
    );
    // Another word than the one that is known, or none known any more: asked as ever.
    till.known(Some("Card")).await;
    assert_eq!(
        till.paid(PaymentMethod::Transfer).await.question,
        differs("transfer", "Numerar")
    );
    let till = Till::noting("cash").await;
    till.known(Some("Numerar")).await;
    till.known(None).await;
    assert_eq!(
        till.paid(PaymentMethod::Card).await.question,
        differs("card", "Numerar")
    );
}

#[tokio::test(start_paused = true)]
async fn another_sum_is_asked_about_whatever_is_known_of_the_method() {
    let till = Till::noting("cash").await;
    till.known(Some("Numerar")).await;
    till.spoil("/istoric/incasari", |body| {
        for row in body["ReturnData"].as_array_mut().unwrap() {
            row["Total"] = json!(300.00);
        }
    });
    let stopped = till.paid(PaymentMethod::Card).await;
    let Some(Question::Stopped { stop }) = stopped.question else {
        panic!("{:?}", stopped.question);
    };
    assert!(matches!(stop, StopReason::RecordedDiffers { field, .. } if field == "total"));
}

#[tokio::test(start_paused = true)]
async fn it_stays_known_where_somebody_found_the_invoice_issued() {
    // Read before the call whose answer was lost, or only asked about.
    for known in [true, false] {
        let till = Till::noting("cash").await;
        if known {
            till.known(Some("Numerar")).await;
            till.place
                .sandbox
                .set_fault(Fault::new("add-invoice", FaultKind::DropAfter));
        }
        let asked = till.paid(PaymentMethod::Card).await;
        till.resolve(asked.id, Decision::Happened, None, Some(("DBC", "90")))
            .await
            .unwrap();
        assert_eq!(till.noted_otherwise().await, ["Numerar"], "{known}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_word_is_short_and_of_a_connection_that_makes_invoices() {
    let till = Till::open().await;
    let set = |connection, word: &str| SetNotedMethod {
        connection,
        word: Some(word.into()),
    };
    let desk = &till.place.desk;
    let too_long = desk
        .set_noted_method(set(till.place.connection.id, &"x".repeat(61)))
        .await;
    assert_eq!(too_long.unwrap_err().params.0["reason"], "too-long");
    let unknown = desk.set_noted_method(set(uuid::Uuid::nil(), "Numerar")).await;
    assert_eq!(unknown.unwrap_err().code, frontdesk_desk::ErrorCode::NotFound);
    till.known(Some("Numerar")).await;
    let told = desk.noted_method(till.place.connection.id).await.unwrap();
    assert_eq!(told.word.as_deref(), Some("Numerar"));
}
