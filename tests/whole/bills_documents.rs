//! Bills as papers, and papers among a patient's documents at the practice.

use frontdesk_desk::ErrorCode;
use frontdesk_desk::bills::{Bill, FileDocument};
use frontdesk_desk::outbox::{Decision, EntryState};
use frontdesk_desk::papers::{PaperKind, PaperOrigin};
use frontdesk_sandbox::{Fault, FaultKind};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::alfadocs::{EFFECT_THEN_NO_ANSWER, NO_EFFECT};
use crate::bills_place::{intent, paying};
use crate::desk::Place;

/// A practice whose desk makes documents, and somebody there with a bill.
async fn practice(dialect: &Value) -> (Place, Bill, String) {
    let mut place = Place::small_practice(dialect).await;
    place.ports.documents = crate::canaries::documents();
    place.reopen().await;
    let (_, _, vendor_patient) = place.somebody_there().await;
    let id: u32 = vendor_patient.parse().unwrap();
    let bill = place
        .new_bill(json!({ "patientId": id, "stampAmount": 2.0, "description": "Igiene orale" }))
        .await
        .bill;
    (place, bill, vendor_patient)
}

/// The facts a paper was made of.
async fn facts(place: &Place, bill: Uuid) -> Value {
    let (_, bytes) = place.desk.bill_paper_with_bytes(bill).await.unwrap();
    let text = String::from_utf8(bytes).unwrap();
    serde_json::from_str(
        text.trim_start_matches("%PDF-1.4\n")
            .trim_end_matches("\n%%EOF\n"),
    )
    .unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_bill_is_printed_as_it_was_returned_and_marked() {
    let (place, bill, _) = practice(&json!({})).await;
    let open = facts(&place, bill.id).await;
    assert_eq!(open["copy"]["reason"], "not-made");
    assert_eq!(
        (open["country"].as_str(), open["currency"].as_str()),
        (Some("IT"), Some("EUR"))
    );
    assert_eq!(
        (
            &open["sums"]["total"],
            &open["sums"]["stamp"],
            &open["sums"]["vat"]
        ),
        (&json!("100.0"), &json!("2.0"), &json!("0"))
    );
    assert_eq!(open["sums"]["remaining"], "100.0");
    assert_eq!(
        open["lines"],
        json!([{ "text": "Igiene orale", "total": "98.0" }]),
        "what it is for, without the stamp"
    );
    assert_eq!(open["kind"], "invoice");
    place.pay(paying(bill.id, "100")).await;
    assert!(place.drain().await.is_empty());
    let brief = place.desk.bill_paper(bill.id).await.unwrap();
    assert_eq!(
        (brief.kind, brief.origin),
        (PaperKind::Receipt, PaperOrigin::Copy)
    );
    assert_eq!(brief.patient, bill.patient);
    let paid = facts(&place, bill.id).await;
    assert_eq!(paid["kind"], Value::Null, "a receipt");
    assert_eq!(paid["payments"][0]["method_name"], "Contanti");
    let proforma = place.new_bill(json!({ "type": "proforma" })).await.bill;
    let error = place.desk.bill_paper(proforma.id).await.unwrap_err();
    assert_eq!(error.params.0["reason"], "proforma");
}

#[tokio::test(start_paused = true)]
async fn how_it_was_paid_is_said_only_where_this_desk_knows_it_of_every_payment() {
    let (place, bill, _) = practice(&json!({})).await;
    place.pay(paying(bill.id, "30")).await;
    assert!(place.drain().await.is_empty());
    let ours = facts(&place, bill.id).await;
    assert_eq!(ours["payments"][0]["method"], "cash");
    assert_eq!(ours["payments"][0]["method_name"], "Contanti");
    place.colleague_pays(&bill, 7.0).await;
    let both = facts(&place, bill.id).await;
    let payments = both["payments"].as_array().unwrap().iter();
    let methods: Vec<_> = payments.map(|payment| &payment["method"]).collect();
    assert_eq!(
        methods,
        ["other", "other"],
        "nobody knows how the second was paid"
    );
}

#[tokio::test(start_paused = true)]
async fn what_was_given_back_is_no_payment_and_the_same_paper_is_kept_once() {
    let (place, bill, vendor_patient) = practice(&json!({})).await;
    place.pay(paying(bill.id, "100")).await;
    assert!(place.drain().await.is_empty());
    let id: u32 = bill.vendor_id.parse().unwrap();
    let back = json!({ "billId": id, "amount": 30, "date": "2026-11-23", "direction": "outgoing", "accountId": 33961 });
    place.colleague("transactions", back).await;
    let shown = facts(&place, bill.id).await;
    let amounts: Vec<f64> = shown["payments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|payment| payment["amount"].as_str().unwrap().parse().unwrap())
        .collect();
    assert_eq!(amounts.len(), 2, "{vendor_patient}");
    assert!(
        amounts.contains(&100.0) && amounts.contains(&-30.0),
        "{amounts:?}"
    );
    let first = place.desk.bill_paper(bill.id).await.unwrap();
    tokio::time::sleep(std::time::Duration::from_secs(60)).await;
    let second = place.desk.bill_paper(bill.id).await.unwrap();
    assert_eq!((first.id, first.made_at), (second.id, second.made_at));
    let papers = place.desk.papers(bill.patient.unwrap()).await.unwrap();
    assert_eq!(papers.len(), 1, "one paper however often it is looked at");
}

#[tokio::test(start_paused = true)]
async fn a_bill_that_tells_too_little_makes_no_paper() {
    let (place, bill, _) = practice(&json!({ "preset": "b" })).await;
    let error = place.desk.bill_paper(bill.id).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::PaperIncomplete);
    assert_eq!(error.params.0["fields"], "date,total");
}

async fn filing(place: &Place, bill: &Bill) -> FileDocument {
    FileDocument {
        record: bill.record.unwrap(),
        paper: place.desk.bill_paper(bill.id).await.unwrap().id,
        folder: "Ricevute".to_owned(),
        kind: "other".to_owned(),
        name: "Ricevuta 900.pdf".to_owned(),
        intent: intent(),
    }
}

/// The names of the documents that the practice has of somebody.
async fn there(place: &Place, vendor_patient: &str) -> Vec<String> {
    let file = place.at_practice(&format!("patients/{vendor_patient}")).await;
    let rows = file["documents"].as_array().unwrap();
    rows.iter()
        .map(|row| row["fields"]["name"].as_str().unwrap().to_owned())
        .filter(|name| name.contains("Ricevuta"))
        .collect()
}

#[tokio::test(start_paused = true)]
async fn a_paper_is_filed_once_and_shown_among_the_documents() {
    // A practice that tells neither day nor sum of a bill makes no paper of it.
    for dialect in [json!({}), json!({ "preset": "b", "words": "short" })] {
        let (place, bill, patient) = practice(&dialect).await;
        let request = filing(&place, &bill).await;
        let accepted = place.desk.file_document(request.clone()).await.unwrap();
        assert_eq!(
            place.entry(accepted.entry).await.subject.as_deref(),
            Some("Ricevuta 900.pdf")
        );
        let again = place.desk.file_document(request).await.unwrap();
        assert_eq!(again.entry, accepted.entry);
        assert!(place.drain().await.is_empty(), "{dialect}");
        let names = there(&place, &patient).await;
        assert_eq!(names.len(), 1, "{dialect}");
        assert!(names[0].ends_with(" Ricevuta 900.pdf"), "{names:?}");
        let page = place.desk.page(bill.patient.unwrap()).await.unwrap();
        assert!(
            page.documents.rows.iter().any(|row| row.name == names[0]),
            "{dialect}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_filing_whose_answer_is_lost_is_found_by_its_name() {
    for kind in EFFECT_THEN_NO_ANSWER.into_iter().chain(NO_EFFECT) {
        let (place, bill, patient) = practice(&json!({})).await;
        let request = filing(&place, &bill).await;
        place
            .sandbox
            .set_fault(Fault::new("alfadocs/create-document", kind));
        let accepted = place.desk.file_document(request).await.unwrap();
        assert!(place.drain().await.is_empty(), "{kind:?}");
        assert_eq!(place.state_of(accepted.entry).await, EntryState::Done, "{kind:?}");
        assert_eq!(there(&place, &patient).await.len(), 1, "{kind:?}");
        assert_eq!(place.practice_asked("create-document", true), 1, "{kind:?}");
    }
}

/// The practice's list shows names otherwise than they were given.
fn renamed(place: &Place, change: impl Fn(&str) -> String + Send + 'static) {
    fn each(body: &mut Value, change: &dyn Fn(&str) -> String) {
        match body {
            Value::Array(rows) => rows.iter_mut().for_each(|row| each(row, change)),
            Value::Object(fields) => fields.iter_mut().for_each(|(key, value)| match value {
                Value::String(text) if key == "name" => *text = change(text),
                value => each(value, change),
            }),
            _ => {}
        }
    }
    let spoil = move |asked: &str, body: &mut Value| {
        if asked
            .split('?')
            .next()
            .is_some_and(|path| path.ends_with("/documents"))
        {
            each(body, &change);
        }
    };
    *place.trouble.spoil.lock().unwrap() = Some(Box::new(spoil));
}

#[tokio::test(start_paused = true)]
async fn a_practice_that_cuts_names_does_not_get_a_paper_twice() {
    let (place, bill, patient) = practice(&json!({})).await;
    renamed(&place, |name| name.chars().take(40).collect());
    let request = FileDocument {
        name: format!("Ricevuta {}.pdf", "di igiene orale ".repeat(6)),
        ..filing(&place, &bill).await
    };
    let accepted = place.desk.file_document(request).await.unwrap();
    assert!(place.drain().await.is_empty());
    assert_eq!(place.state_of(accepted.entry).await, EntryState::Done);
    assert_eq!(there(&place, &patient).await.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_practice_that_names_papers_itself_is_not_sent_one_again_unasked() {
    let (place, bill, patient) = practice(&json!({})).await;
    renamed(&place, |_| "Documento".to_owned());
    let request = filing(&place, &bill).await;
    place.desk.file_document(request).await.unwrap();
    let left = place.drain().await;
    assert_eq!(
        (left[0].state, left[0].reason),
        (EntryState::Refused, Some(ErrorCode::NoEffect))
    );
    assert_eq!(place.practice_asked("create-document", true), 1);
    assert_eq!(there(&place, &patient).await.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn two_filings_of_one_paper_are_two_documents() {
    let (place, bill, patient) = practice(&json!({})).await;
    let first = filing(&place, &bill).await;
    let second = FileDocument {
        intent: intent(),
        ..first.clone()
    };
    place
        .sandbox
        .set_fault(Fault::new("alfadocs/create-document", FaultKind::DropAfter));
    for request in [first, second] {
        place.desk.file_document(request).await.unwrap();
    }
    assert!(place.drain().await.is_empty());
    let mut names = there(&place, &patient).await;
    names.dedup();
    assert_eq!(names.len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_paper_that_is_not_the_patients_or_in_a_form_nobody_takes_is_not_filed() {
    let (place, bill, _) = practice(&json!({})).await;
    let good = filing(&place, &bill).await;
    let others = place.today().await;
    let other = others
        .iter()
        .find(|row| Some(row.patient.id) != bill.patient)
        .unwrap();
    let page = place.desk.page(other.patient.id).await.unwrap();
    let stranger = page.records[0].source.record;
    for (change, field, reason) in [
        (
            FileDocument {
                record: stranger,
                ..good.clone()
            },
            "paper",
            "another-patient",
        ),
        (
            FileDocument {
                kind: "fattura".into(),
                ..good.clone()
            },
            "kind",
            "unknown",
        ),
        (
            FileDocument {
                folder: " ".into(),
                ..good.clone()
            },
            "folder",
            "required",
        ),
        (
            FileDocument {
                name: "x".repeat(200),
                ..good.clone()
            },
            "name",
            "too-long",
        ),
    ] {
        let request = FileDocument {
            intent: intent(),
            ..change
        };
        let error = place.desk.file_document(request).await.unwrap_err();
        assert_eq!(
            (
                error.params.0["field"].as_str(),
                error.params.0["reason"].as_str()
            ),
            (field, reason)
        );
    }
    let missing = FileDocument {
        paper: intent(),
        intent: intent(),
        ..good
    };
    assert_eq!(
        place.desk.file_document(missing).await.unwrap_err().code,
        ErrorCode::NotFound
    );
    assert_eq!(place.practice_asked("create-document", false), 0);
}

#[tokio::test(start_paused = true)]
async fn a_filing_that_is_refused_can_be_sent_again() {
    let (place, bill, patient) = practice(&json!({})).await;
    let request = filing(&place, &bill).await;
    place.sandbox.set_fault(Fault {
        status: Some(403),
        ..Fault::new("alfadocs/create-document", FaultKind::Html)
    });
    let accepted = place.desk.file_document(request).await.unwrap();
    let left = place.drain().await;
    assert_eq!(left[0].state, EntryState::Refused);
    place.decide(accepted.entry, Decision::Send).await;
    assert!(place.drain().await.is_empty());
    assert_eq!(there(&place, &patient).await.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_erased_patients_bills_are_not_kept_and_do_not_come_back() {
    let (place, bill, _) = practice(&json!({})).await;
    let request = frontdesk_desk::store::ErasePatient {
        id: bill.patient.unwrap(),
        reason: "asked for it".to_owned(),
    };
    place.desk.erase_patient(request).await.unwrap();
    let gone = place.desk.bill(bill.id).await.unwrap_err();
    assert_eq!(gone.code, ErrorCode::NotFound);
    let page = place.bills_of("2026-11-01", "2026-11-23").await;
    assert!(page.bills.iter().all(|listed| listed.id != bill.id));
}

#[tokio::test(start_paused = true)]
async fn nobody_is_erased_while_a_payment_of_their_bill_is_open() {
    let (place, _, _) = practice(&json!({})).await;
    // The bill and its payment come before the patient is known here.
    let made = place
        .colleague("patients", json!({ "firstName": "Ada", "lastName": "Ferri" }))
        .await;
    let patient = made["fields"]["id"].clone();
    let bill = place.new_bill(json!({ "patientId": patient })).await.bill;
    assert_eq!(bill.patient, None, "not known yet");
    place
        .sandbox
        .set_fault(Fault::new("alfadocs/create-transaction", FaultKind::TooMany));
    let accepted = place.pay(paying(bill.id, "40")).await;
    assert_eq!(place.drain().await.len(), 1);
    // A visit of today makes the patient known.
    let visit = place.today().await[0].vendor_id.clone().unwrap();
    let theirs = json!({ "patientId": patient });
    place.colleague(&format!("appointments/{visit}"), theirs).await;
    place.run(std::time::Duration::from_secs(1_200)).await;
    let person = place.desk.bill(bill.id).await.unwrap().bill.patient.unwrap();
    let erasing = || frontdesk_desk::store::ErasePatient {
        id: person,
        reason: "asked for it".to_owned(),
    };
    let error = place.desk.erase_patient(erasing()).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::UnsentWork);
    place.decide(accepted.entry, Decision::Discard).await;
    place.desk.erase_patient(erasing()).await.unwrap();
}
