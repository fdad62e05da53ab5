//! A scan or a report that a person brings, filed into a patient's documents.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use frontdesk_desk::bills::{FileDocument, FilePdf};
use frontdesk_desk::outbox::{Decision, EntryState};
use frontdesk_desk::papers::{PaperKind, PaperOrigin};
use frontdesk_sandbox::{Fault, FaultKind};
use serde_json::json;
use uuid::Uuid;

use crate::bills_place::intent;
use crate::desk::Place;
use crate::lab_place::pdf;

/// A practice, somebody there with their record, and a wish to file a scan.
async fn practice() -> (Place, Uuid, String, FilePdf) {
    let place = Place::small_practice(&json!({})).await;
    let (person, record, vendor_id) = place.somebody_there().await;
    let wish = FilePdf {
        record,
        base64: STANDARD.encode(pdf()),
        folder: "Referti".to_owned(),
        kind: "other".to_owned(),
        name: "Referto esterno.PDF".to_owned(),
        intent: intent(),
    };
    (place, person, vendor_id, wish)
}

async fn there(place: &Place, vendor_patient: &str) -> usize {
    let file = place.at_practice(&format!("patients/{vendor_patient}")).await;
    let rows = file["documents"].as_array().unwrap();
    rows.iter()
        .filter(|row| {
            let name = row["fields"]["name"].as_str().unwrap();
            name.ends_with(" Referto esterno.pdf")
        })
        .count()
}

#[tokio::test(start_paused = true)]
async fn a_scan_is_filed_once_and_found_again_under_the_patient() {
    let (place, person, patient, wish) = practice().await;
    place
        .sandbox
        .set_fault(Fault::new("alfadocs/create-document", FaultKind::DropAfter));
    let accepted = place.desk.file_pdf(wish.clone()).await.unwrap();
    let again = place.desk.file_pdf(wish.clone()).await.unwrap();
    assert_eq!(again.entry, accepted.entry);
    assert!(place.drain().await.is_empty());
    assert_eq!(place.state_of(accepted.entry).await, EntryState::Done);
    assert_eq!(there(&place, &patient).await, 1);
    let papers = place.desk.papers(person).await.unwrap();
    assert_eq!(papers.len(), 1, "{papers:?}");
    let paper = &papers[0];
    assert_eq!(
        (paper.kind, paper.origin, paper.name.as_str()),
        (PaperKind::Document, PaperOrigin::Elsewhere, "Referto esterno.pdf")
    );
    assert_eq!(place.desk.kept_paper(paper.id).await.unwrap().bytes, pdf());
    let mut other = pdf();
    other.extend(b"\n%%EOF\n");
    let other = FilePdf {
        base64: STANDARD.encode(other),
        ..wish
    };
    let error = place.desk.file_pdf(other).await.unwrap_err();
    assert_eq!(error.params.0["field"], "intent", "another file is another wish");
}

#[tokio::test(start_paused = true)]
async fn what_is_given_up_leaves_no_copy() {
    let (place, person, patient, wish) = practice().await;
    place.sandbox.faults().set_down(true);
    let accepted = place.desk.file_pdf(wish).await.unwrap();
    place.drain().await;
    assert_eq!(place.state_of(accepted.entry).await, EntryState::Waiting);
    assert_eq!(place.desk.papers(person).await.unwrap().len(), 1);
    place.decide(accepted.entry, Decision::Discard).await;
    place.sandbox.faults().set_down(false);
    place.drain().await;
    assert!(place.desk.papers(person).await.unwrap().is_empty());
    assert_eq!(there(&place, &patient).await, 0);
}

#[tokio::test(start_paused = true)]
async fn a_scan_that_is_filed_once_more_stays_when_the_first_filing_is_given_up() {
    let (place, person, patient, wish) = practice().await;
    place.sandbox.faults().set_down(true);
    let wrong = place.desk.file_pdf(wish.clone()).await.unwrap();
    let paper = place.desk.papers(person).await.unwrap()[0].id;
    let right = FileDocument {
        record: wish.record,
        paper,
        folder: "Contratti".to_owned(),
        kind: wish.kind,
        name: "Referto esterno.pdf".to_owned(),
        intent: intent(),
    };
    let right = place.desk.file_document(right).await.unwrap();
    place.drain().await;
    place.decide(wrong.entry, Decision::Discard).await;
    assert_eq!(place.desk.papers(person).await.unwrap().len(), 1);
    place.sandbox.faults().set_down(false);
    place.drain().await;
    assert_eq!(place.state_of(right.entry).await, EntryState::Done);
    assert_eq!(there(&place, &patient).await, 1);
}

#[tokio::test(start_paused = true)]
async fn only_a_whole_pdf_with_a_name_is_filed() {
    let (place, person, _, wish) = practice().await;
    let with = |change: &dyn Fn(&mut FilePdf)| {
        let mut wish = FilePdf {
            intent: intent(),
            ..wish.clone()
        };
        change(&mut wish);
        wish
    };
    let cut = pdf()[..pdf().len() / 2].to_vec();
    let mut big = pdf();
    big.resize(26 * 1024 * 1024, b' ');
    for (wish, field, reason) in [
        (
            with(&|wish| wish.base64 = STANDARD.encode(b"MZ no PDF")),
            "base64",
            "not-a-pdf",
        ),
        (
            with(&|wish| wish.base64 = STANDARD.encode(&cut)),
            "base64",
            "not-a-pdf",
        ),
        (with(&|wish| wish.base64 = "?".to_owned()), "base64", "not-a-pdf"),
        (
            with(&|wish| wish.base64 = STANDARD.encode(&big)),
            "base64",
            "too-large",
        ),
        (with(&|wish| wish.name = " ".to_owned()), "name", "required"),
        (with(&|wish| wish.folder = String::new()), "folder", "required"),
        (with(&|wish| wish.kind = "fattura".to_owned()), "kind", "unknown"),
    ] {
        let error = place.desk.file_pdf(wish).await.unwrap_err();
        let param = |name: &str| error.params.0[name].as_str();
        assert_eq!((param("field"), param("reason")), (field, reason));
    }
    assert!(place.desk.papers(person).await.unwrap().is_empty());
}
