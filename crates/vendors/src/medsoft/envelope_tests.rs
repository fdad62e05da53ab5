//! What every operation shares on the wire: headers, envelope, refusals, and silence about keys and patients.

use std::time::Duration;

use http::Response;

use super::{AddPayment, CreatePatient, FindPatients, GdprCommand, GetGdprForm, SetAppointmentStatus};
use crate::testing::{KEY, answering, asking, response, with_rows};
use crate::transport::{CallKind, Route};
use crate::{Effect, ErrorKind, TransportError, VendorError};

async fn statuses(body: &str) -> Result<usize, VendorError> {
    let (medsoft, _) = answering(body);
    Ok(medsoft.appointment_statuses().await?.len())
}

async fn failure(status: u16, body: &'static str) -> VendorError {
    let (medsoft, _) = asking(move |_| Ok(response(status, body)));
    medsoft.appointment_statuses().await.unwrap_err()
}

#[tokio::test]
async fn the_key_travels_in_its_header_only() {
    let (medsoft, stub) = with_rows("");
    medsoft
        .create_patient(&CreatePatient {
            family_name: "a".to_owned(),
            given_name: "b".to_owned(),
            phone: "1".to_owned(),
            ..CreatePatient::default()
        })
        .await
        .unwrap();
    let sent = stub.only();
    assert_eq!(
        sent.uri().to_string(),
        "https://vendor.example/clinica/api/integrations/cont-online/public/clinica/pacient"
    );
    assert_eq!(sent.headers()["X-API-KEY"], KEY);
    assert!(sent.headers()["X-API-KEY"].is_sensitive());
    assert_eq!(sent.headers()["accept"], "application/json");
    assert_eq!(sent.headers()["content-type"], "application/json");
    assert_eq!(sent.headers().len(), 3);
    assert!(!format!("{sent:?}").contains(KEY));
    assert!(!String::from_utf8_lossy(sent.body()).contains(KEY));
    assert_eq!(sent.extensions().get(), Some(&Route("/pacient")));
}

#[tokio::test]
async fn reads_are_marked_as_reads_and_carry_no_content_type() {
    let (medsoft, stub) = with_rows("");
    medsoft.patient_payments(5).await.unwrap();
    let sent = stub.only();
    assert_eq!(CallKind::of(&sent), CallKind::Read);
    assert_eq!(
        sent.extensions().get(),
        Some(&Route("/pacient/{codPacient}/istoric/incasari"))
    );
    assert!(sent.headers().get("content-type").is_none());
}

#[tokio::test]
async fn success_in_every_spelling() {
    for status in ["0", "0.0", "0.00", "\"0\"", "\" 0 \""] {
        assert_eq!(
            statuses(&format!(r#"{{"Status": {status}, "ReturnData": [{{}}, {{}}]}}"#))
                .await
                .unwrap(),
            2
        );
    }
    for (data, rows) in [
        ("", 0),
        (r#", "ReturnData": null"#, 0),
        (r#", "ReturnData": []"#, 0),
        (r#", "ReturnData": {}"#, 0),
        (r#", "ReturnData": "  ""#, 0),
        (r#", "ReturnData": {"index": 1}"#, 1),
        (r#", "ReturnData": [{"index": 1,}, {"Status": 5},]"#, 2),
        (
            r#", "ReturnData": [{"index": 1}], "Message": "OK", "Timp": 0.12"#,
            1,
        ),
    ] {
        assert_eq!(
            statuses(&format!(r#"{{"Status": 0{data}}}"#)).await.unwrap(),
            rows,
            "{data}"
        );
    }
    assert_eq!(
        statuses("\u{feff}{\"Status\": 0, \"ReturnData\": [{\"denumire\": \"\"Da\" sau nu\"}]}")
            .await
            .unwrap(),
        1
    );
}

#[tokio::test]
async fn a_status_of_its_own_is_a_refusal_even_with_http_200() {
    for (body, code, words) in [
        (
            r#"{"Status": 3, "ErrorMessage": "Pacient inexistent", "ErrorCode": 404}"#,
            "404",
            Some("Pacient inexistent"),
        ),
        (
            r#"{"Status": 3, "Message": "Nu", "ErrorMessage": ""}"#,
            "3",
            Some("Nu"),
        ),
        (r#"{"Status": "-1", "message": "nu"}"#, "-1", Some("nu")),
        (r#"{"Status": 1.00, "error": "nu"}"#, "1.00", Some("nu")),
        (
            r#"{"Status": 1, "ReturnData": "Nu se poate"}"#,
            "1",
            Some("Nu se poate"),
        ),
        (r#"{"Status": 1, "ReturnData": [{"Status": 0}]}"#, "1", None),
        (r#"{"Status": 1, "ReturnData": 17}"#, "1", None),
        (r#"{"Status": "Eroare", "ErrorCode": "E7"}"#, "E7", None),
        (
            r#"{"Status": 2, "ErrorMessage": "Numele "Pop" exista",}"#,
            "2",
            Some(r#"Numele "Pop" exista"#),
        ),
    ] {
        let error = statuses(body).await.unwrap_err();
        assert_eq!(
            (error.kind, error.http_status),
            (ErrorKind::Refused, Some(200)),
            "{body}"
        );
        assert_eq!(error.vendor_code.as_deref(), Some(code), "{body}");
        assert_eq!(
            error.vendor_message.as_ref().map(|words| words.as_str()),
            words,
            "{body}"
        );
        assert_eq!((error.effect(), error.is_transient()), (Effect::None, false));
        assert_eq!(error.raw.unwrap().bytes(), body);
    }
}

#[tokio::test]
async fn what_is_no_answer_is_unreadable_and_kept() {
    for (body, says) in [
        ("", "empty body"),
        (" \r\n", "empty body"),
        ("<html><body>Login</body></html>", "web page instead of data"),
        ("\u{feff}<!DOCTYPE html>", "web page instead of data"),
        ("Bad gateway", "beyond repair"),
        (r#"{"Status": 0, "ReturnData": [{"index": 1"#, "beyond repair"),
        (r#"{"ReturnData": []}"#, "without a status"),
        (r#"{"Status": null, "ReturnData": []}"#, "without a status"),
        (
            r#"{"Status": {"a": 1}, "ReturnData": []}"#,
            "neither number nor text",
        ),
        (r#"[{"index": 1}]"#, "without the envelope"),
        ("17", "without the envelope"),
        (r#"{"Status": 0, "ReturnData": 17}"#, "unknown shape"),
        (r#"{"Status": 0, "ReturnData": "ceva"}"#, "unknown shape"),
    ] {
        let error = statuses(body).await.unwrap_err();
        assert_eq!(
            (error.kind, error.http_status),
            (ErrorKind::Unreadable, Some(200)),
            "{body}"
        );
        assert!(error.message.contains(says), "{body}: {}", error.message);
        assert_eq!((error.effect(), error.is_transient()), (Effect::Unknown, false));
        assert_eq!(error.raw.unwrap().bytes(), body);
    }
}

#[tokio::test]
async fn one_bad_row_does_not_lose_the_list() {
    let (medsoft, _) = with_rows(r#"{"_cod_nota": 1}, "junk", null, {"_cod_nota": 2}"#);
    let rows = medsoft.patient_payments(1).await.unwrap();
    assert_eq!(rows.iter().filter_map(|row| row.note).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(
        rows.unreadable
            .iter()
            .map(|row| (row.index, row.raw.get()))
            .collect::<Vec<_>>(),
        [(1, "\"junk\""), (2, "null")]
    );
}

#[tokio::test]
async fn http_statuses_become_kinds() {
    for (status, kind, effect, transient) in [
        (401, ErrorKind::Unauthorized, Effect::None, false),
        (403, ErrorKind::Forbidden, Effect::None, false),
        (404, ErrorKind::NotFound, Effect::None, false),
        (429, ErrorKind::RateLimited, Effect::None, true),
        (400, ErrorKind::Refused, Effect::None, false),
        (405, ErrorKind::Refused, Effect::None, false),
        (422, ErrorKind::Refused, Effect::None, false),
        (408, ErrorKind::Server, Effect::Unknown, true),
        (500, ErrorKind::Server, Effect::Unknown, true),
        (503, ErrorKind::Server, Effect::Unknown, true),
        (302, ErrorKind::Redirect, Effect::Unknown, false),
    ] {
        let error = failure(status, r#"{"Status": 9, "Message": "Nu"}"#).await;
        assert_eq!((error.kind, error.http_status), (kind, Some(status)));
        assert_eq!(
            (error.effect(), error.is_transient()),
            (effect, transient),
            "{status}"
        );
        assert_eq!(error.vendor_code.as_deref(), Some("9"));
        assert_eq!(error.vendor_message.unwrap().as_str(), "Nu");
    }
    // A status of success inside does not make a failure one.
    assert_eq!(
        failure(500, r#"{"Status": 0, "ReturnData": []}"#).await.kind,
        ErrorKind::Server
    );
}

#[tokio::test]
async fn a_gateways_web_page_is_called_one() {
    for status in [403, 404, 502] {
        let error = failure(status, "<html><h1>nginx</h1></html>").await;
        assert!(
            error.message.contains("a web page instead of data"),
            "{}",
            error.message
        );
        assert_eq!(error.vendor_message, None);
    }
    assert!(!failure(502, "").await.message.contains("web page"));
}

#[tokio::test]
async fn the_wait_after_429_in_seconds_or_as_a_date() {
    let day = Duration::from_secs(24 * 60 * 60);
    for (wait, date, expected) in [
        ("17", None, Some(Duration::from_secs(17))),
        (" 0 ", None, Some(Duration::ZERO)),
        ("99999999999", None, Some(day)),
        (
            "Fri, 31 Dec 2027 23:59:59 GMT",
            Some("Fri, 31 Dec 2027 23:59:29 GMT"),
            Some(Duration::from_secs(30)),
        ),
        ("Fri, 31 Dec 1999 23:59:59 GMT", None, Some(Duration::ZERO)),
        ("soon", None, None),
        ("-5", None, None),
    ] {
        let (medsoft, _) = asking(move |_| {
            let builder = Response::builder().status(429).header("Retry-After", wait);
            let builder = date
                .into_iter()
                .fold(builder, |builder, date| builder.header("Date", date));
            Ok(builder.body("".into()).unwrap())
        });
        let error = medsoft.all_stock().await.unwrap_err();
        assert_eq!(
            (error.kind, error.retry_after),
            (ErrorKind::RateLimited, expected),
            "{wait}"
        );
    }
}

#[tokio::test]
async fn what_the_transport_says_keeps_its_meaning() {
    let reason = || "name not found".to_owned();
    for (failure, kind, effect, transient) in [
        (
            TransportError::NotSent { reason: reason() },
            ErrorKind::NotSent,
            Effect::None,
            true,
        ),
        (
            TransportError::Interrupted { reason: reason() },
            ErrorKind::Interrupted,
            Effect::Unknown,
            true,
        ),
        (
            TransportError::TooLarge { limit: 5 },
            ErrorKind::TooLarge,
            Effect::Unknown,
            false,
        ),
        (
            TransportError::RedirectRefused {
                host: "x.example".to_owned(),
            },
            ErrorKind::Redirect,
            Effect::Unknown,
            false,
        ),
    ] {
        let (medsoft, _) = asking(move |_| Err(failure.clone()));
        let error = medsoft.all_stock().await.unwrap_err();
        assert_eq!((error.kind, error.operation), (kind, "all-stock"));
        assert_eq!(
            (error.effect(), error.is_transient(), error.http_status),
            (effect, transient, None)
        );
    }
}

#[tokio::test]
async fn neither_key_nor_patient_shows_in_debug_or_display() {
    const PATIENT: &str = "CANARYPOPESCU";
    let row = format!(
        r#"{{"nume": "{PATIENT}", "Pacient": "{PATIENT}", "cnp": "{PATIENT}", "Scop": "{PATIENT}", "nou": "{PATIENT}",
            "URL": "{PATIENT}", "data_nastere": "{PATIENT}", "Factura": {{"serie": "{PATIENT}",
            "listaServiciiCuprinseInFactura": {{"data": [{{"Pacient": "{PATIENT}"}}, "{PATIENT}"]}}}}}}, "{PATIENT}""#
    );
    let (medsoft, stub) = with_rows(&row);
    let find = FindPatients {
        search: Some(PATIENT.to_owned()),
        ..FindPatients::default()
    };
    let create = CreatePatient {
        family_name: PATIENT.to_owned(),
        given_name: PATIENT.to_owned(),
        phone: PATIENT.to_owned(),
        ..CreatePatient::default()
    };
    let tick = SetAppointmentStatus {
        flag: 1,
        reason: Some(PATIENT.to_owned()),
        ..SetAppointmentStatus::default()
    };
    let form = GetGdprForm {
        patient: 1,
        command: GdprCommand::Last,
        read_only: None,
    };
    let mut shown = vec![
        format!("{medsoft:?} {:?}", medsoft.account()),
        format!("{find:?} {create:?} {tick:?}"),
        format!("{:?}", medsoft.find_patients(&find).await.unwrap()),
        format!("{:?}", medsoft.create_patient(&create).await.unwrap()),
        format!("{:?}", medsoft.patient_appointments(1).await.unwrap()),
        format!("{:?}", medsoft.patient_payments(1).await.unwrap()),
        format!("{:?}", medsoft.gdpr_form(&form).await.unwrap()),
        format!(
            "{:?}",
            medsoft.add_invoice(&super::AddInvoice::default()).await.unwrap()
        ),
        format!(
            "{:?}",
            medsoft
                .call("all-stock", &std::collections::BTreeMap::new(), None)
                .await
                .unwrap()
        ),
    ];
    assert_eq!(stub.calls().len(), 7);
    for (status, body) in [
        (
            200,
            format!(r#"{{"Status": 1, "ErrorMessage": "{PATIENT} exista"}}"#),
        ),
        (400, format!(r#"{{"Message": "{PATIENT} exista"}}"#)),
        (500, format!("<html>{PATIENT}</html>")),
        (200, format!("{{\"Status\": 0, \"{PATIENT}")),
    ] {
        let (medsoft, _) = asking(move |_| Ok(response(status, body.clone())));
        for error in [
            medsoft.find_patients(&find).await.unwrap_err(),
            medsoft.set_appointment_status(&tick).await.unwrap_err(),
            medsoft.add_payment(&AddPayment::default()).await.unwrap_err(),
        ] {
            shown.push(format!("{error} {error:?}"));
        }
        shown.extend(medsoft.check().await.iter().map(|row| format!("{row:?}")));
    }
    for text in shown {
        assert!(!text.contains("CANARY") && !text.contains(KEY), "{text}");
    }
}
