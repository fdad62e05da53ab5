//! The check of an account: what it tries, what it tells apart, and that it never writes.

use std::collections::BTreeMap;

use super::check::PATIENTS;
use super::{CheckRow, OPERATIONS, OperationEffect, Outcome, operation};
use crate::TransportError;
use crate::testing::{Answer, asking, response};

fn rows(rows: &str) -> Answer {
    Ok(response(
        200,
        format!(r#"{{"Status": 0, "ReturnData": [{rows}]}}"#),
    ))
}

fn path(request: &http::Request<bytes::Bytes>) -> String {
    request
        .uri()
        .path()
        .replace("/clinica/api/integrations/cont-online/public/clinica", "")
}

fn outcomes(report: &[CheckRow]) -> BTreeMap<&'static str, &'static str> {
    report
        .iter()
        .map(|row| (row.operation, row.outcome.as_str()))
        .collect()
}

#[tokio::test]
async fn a_whole_account_is_tried_without_writing() {
    let (medsoft, stub) = asking(|request| match path(request).as_str() {
        "/pacient/cauta" => rows(r#"{"cod_pacient": 1}, {"cod_pacient": 2}, {"nume": "FARA COD"}"#),
        // The first patient has nothing, so the second is asked; a failure there hides no success here.
        "/pacient/2/istoric/servicii" => Ok(response(404, "")),
        "/pacient/1/GDPR/LAST" => Ok(response(200, r#"{"Status": 5, "ErrorMessage": "Nu exista."}"#)),
        "/pacient/2/GDPR/LAST" => rows(r#"{"cod_fisa": 9}"#),
        "/pacient/2/istoric/programari" => rows(r#"{"_cod_programare": 5}"#),
        "/pacient/2/istoric/incasari" => rows(r#"{"_cod_nota": 8}"#),
        "/pacient/2/istoric/contracte" => rows(r#"{"_cod_contract_pacient": 9}"#),
        "/stoc" => rows(r#"{"Cod produs": 3}, "junk""#),
        _ => rows(""),
    });
    let report = medsoft.check().await;
    let names: Vec<_> = OPERATIONS.iter().map(|operation| operation.name).collect();
    assert_eq!(report.iter().map(|row| row.operation).collect::<Vec<_>>(), names);
    for row in &report {
        let writes = operation(row.operation).unwrap().effect == OperationEffect::Write;
        assert_eq!(row.outcome == Outcome::NotTried, writes, "{row:?}");
        assert!(!writes || row.detail == "it would write", "{row:?}");
    }
    let detail = |name: &str| {
        report
            .iter()
            .find(|row| row.operation == name)
            .unwrap()
            .detail
            .as_str()
    };
    assert_eq!(detail("patient-appointments"), "1 row");
    assert_eq!(detail("all-stock"), "1 row, 1 unreadable");
    let calls = stub.calls();
    assert!(
        calls
            .iter()
            .all(|call| call.starts_with("GET ") && !call.contains("/NEW")),
        "{calls:?}"
    );
    for tried in [
        "GET /pacient/2/istoric/incasari/8",
        "GET /contract-detalii/2/9",
        "GET /stoc/3",
        "GET /pacient/2/GDPR/LAST?readonly=true",
    ] {
        assert!(calls.iter().any(|call| call == tried), "{tried}");
    }
}

#[tokio::test]
async fn failures_are_told_apart() {
    let (medsoft, _) = asking(|request| match path(request).as_str() {
        "/pacient/cauta" => rows(r#"{"cod_pacient": 1}"#),
        "/statusProgramari" => Ok(response(404, "")),
        "/listaPreturi" => Ok(response(405, "")),
        "/medici" => Ok(response(403, "<html></html>")),
        "/stoc" => Ok(response(200, r#"{"Status": 7, "ErrorMessage": "POPESCU ION"}"#)),
        "/pacient/1/istoric/servicii" => Ok(response(200, "<html></html>")),
        "/pacient/1/istoric/programari" => Ok(response(500, "")),
        "/pacient/1/istoric/incasari" => rows(r#""junk""#),
        "/pacient/1/istoric/contracte" => Err(TransportError::Interrupted {
            reason: "cut".to_owned(),
        }),
        "/pacient/1/GDPR/LAST" => Ok(response(401, "")),
        other => panic!("{other}"),
    });
    let report = medsoft.check().await;
    let found = outcomes(&report);
    for (operation, outcome) in [
        ("find-patients", "works"),
        ("appointment-statuses", "missing"),
        ("price-list", "missing"),
        ("doctors", "refused"),
        ("all-stock", "refused"),
        ("gdpr-form", "refused"),
        ("patient-services", "unexpected"),
        ("patient-appointments", "unexpected"),
        ("patient-payments", "unexpected"),
        ("patient-contracts", "unexpected"),
        ("product-stock", "not_tried"),
        ("payment-details", "not_tried"),
        ("contract-details", "not_tried"),
    ] {
        assert_eq!(found[operation], outcome, "{operation}");
    }
    let stock = report.iter().find(|row| row.operation == "all-stock").unwrap();
    assert_eq!(stock.detail, "the vendor refused the request (code 7)");
}

#[tokio::test]
async fn without_a_patient_nothing_is_asked_about_patients() {
    let (medsoft, stub) = asking(|_| rows(""));
    let report = medsoft.check().await;
    let found = outcomes(&report);
    assert_eq!(found["find-patients"], "works");
    for operation in [
        "patient-appointments",
        "patient-services",
        "payment-details",
        "contract-details",
        "gdpr-form",
    ] {
        assert_eq!(found[operation], "not_tried", "{operation}");
    }
    let row = report.iter().find(|row| row.operation == "gdpr-form").unwrap();
    assert_eq!(row.detail, "no patient to ask about was found");
    assert_eq!(
        stub.calls()
            .iter()
            .filter(|call| call.contains("/pacient/"))
            .count(),
        4
    );
    assert_eq!(stub.calls()[3], "GET /pacient/cauta");
}

#[tokio::test]
async fn at_most_five_patients_are_asked_about() {
    let many: Vec<_> = (1..=9)
        .map(|code| format!(r#"{{"cod_pacient": {code}}}"#))
        .collect();
    let many = many.join(",");
    let (medsoft, stub) = asking(move |request| {
        if path(request).ends_with("/cauta") {
            rows(&many)
        } else {
            rows("")
        }
    });
    medsoft.check().await;
    let asked = stub
        .calls()
        .iter()
        .filter(|call| call.ends_with("/istoric/programari"))
        .count();
    assert_eq!(asked, PATIENTS);
}

#[tokio::test]
async fn an_unreachable_vendor_is_asked_once() {
    let (medsoft, stub) = asking(|_| {
        Err(TransportError::NotSent {
            reason: "refused".to_owned(),
        })
    });
    let report = medsoft.check().await;
    assert_eq!(stub.calls().len(), 1);
    assert_eq!(outcomes(&report)["find-patients"], "unexpected");
    let doctors = report.iter().find(|row| row.operation == "doctors").unwrap();
    assert_eq!(
        (doctors.outcome, doctors.detail.as_str()),
        (Outcome::NotTried, "the vendor could not be reached")
    );
}

#[test]
fn rows_are_written_for_machines() {
    let row = CheckRow {
        operation: "doctors",
        path: "/medici",
        outcome: Outcome::NotTried,
        detail: "why".to_owned(),
    };
    assert_eq!(
        serde_json::to_string(&row).unwrap(),
        r#"{"operation":"doctors","path":"/medici","outcome":"not_tried","detail":"why"}"#
    );
}
