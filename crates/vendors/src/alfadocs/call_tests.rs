//! Calls by name: what goes over the wire, what is refused and why, what comes out.

use super::OPERATIONS;
use super::fuzzing::sound;
use super::testing::{A, answering};
use crate::CallError;
use crate::operation::Place;
use crate::testing::params;

async fn sent(name: &str, pairs: &[(&str, &str)], body: Option<&str>) -> String {
    let (client, stub) = answering(r#"{"data":{"id":1},"isSigned":"true"}"#);
    client
        .call(name, &params(pairs), body.map(str::as_bytes))
        .await
        .unwrap();
    let text = String::from_utf8(stub.seen()[0].body().to_vec()).unwrap();
    format!("{} {text}", stub.calls()[0]).trim().to_owned()
}

async fn fails(name: &str, pairs: &[(&str, &str)], body: Option<&str>) -> String {
    let (client, stub) = answering("{}");
    let error = client
        .call(name, &params(pairs), body.map(str::as_bytes))
        .await
        .unwrap_err();
    assert!(stub.calls().is_empty());
    match error {
        CallError::Usage(message) => message,
        CallError::Vendor(error) => format!("{}: {}", error.kind, error.field.unwrap_or("-")),
    }
}

#[tokio::test(start_paused = true)]
async fn every_operation_can_be_called_by_its_name() {
    for operation in OPERATIONS {
        let sent = sent(operation.name, &sound(operation.name), None).await;
        let path = operation
            .path
            .replace("{practiceId}", "3")
            .replace("{archiveId}", "4");
        let path = path.replace("{startDate}", "2026-05-04");
        let path: String = path
            .split('/')
            .map(|part| if part.starts_with('{') { "7" } else { part })
            .collect::<Vec<_>>()
            .join("/");
        assert!(
            sent.starts_with(&format!("{} {path}", operation.method)),
            "{sent}"
        );
        let writes = operation
            .parameters
            .iter()
            .any(|parameter| parameter.place == Place::Body);
        assert_eq!(sent.contains('{'), writes, "{sent}");
    }
}

#[tokio::test]
async fn fields_travel_by_parameter_or_by_body_with_their_own_types() {
    let pairs = [
        ("firstName", "Anna"),
        ("lastName", "Rossi"),
        ("emailEnabled", "true"),
        ("defaultDiscount", "10"),
        ("_height", "170"),
    ];
    let expected = format!(
        r#"POST {A}/patients {{"firstName":"Anna","lastName":"Rossi","emailEnabled":true,"defaultDiscount":10,"_height":"170"}}"#
    );
    assert_eq!(sent("create-patient", &pairs, None).await, expected);
    let body =
        r#"{"firstName":"Anna","lastName":"Rossi","emailEnabled":true,"defaultDiscount":10,"_height":"170"}"#;
    assert_eq!(sent("create-patient", &[], Some(body)).await, expected);
    let body = r#"{"date":"2026-05-04 10:00:00","colorId":4}"#;
    assert_eq!(
        sent("update-appointment", &[("appointmentId", "7")], Some(body)).await,
        format!("PATCH {A}/appointments/7 {body}")
    );
    let field = [
        ("objectType", "patient"),
        ("label", "L"),
        ("technicalName", "t"),
        ("choices", r#"["a","b"]"#),
    ];
    assert!(
        sent("create-custom-field", &field, None)
            .await
            .ends_with(r#""choices":["a","b"]}"#)
    );
}

#[tokio::test]
async fn patients_are_all_pages_unless_one_is_asked_for() {
    let body = r#"{"links":{"next":"/api/v1/more"},"results":[{"id":1}]}"#;
    for (pairs, calls) in [(&[][..], 2), (&[("limit", "1")], 1), (&[("offset", "0")], 1)] {
        let (client, stub) = answering(body);
        let answer = client.call("patients", &params(pairs), None).await.unwrap();
        assert_eq!(answer.json, r#"[{"id":1}]"#);
        assert_eq!(stub.calls().len(), calls);
    }
}

#[tokio::test]
async fn a_document_is_bytes_beside_the_json() {
    let (client, _) = answering("%PDF");
    let given = params(&[("patientId", "5"), ("documentId", "2")]);
    let answer = client.call("download-document", &given, None).await.unwrap();
    assert_eq!(answer.binary.as_deref(), Some(&b"%PDF"[..]));
    assert!(answer.json.contains("JVBERg==") && !answer.json_without_binary.contains("JVBERg=="));
}

#[tokio::test]
async fn mistakes_of_the_caller_are_told_apart_from_rules_of_the_vendor() {
    assert!(fails("x", &[], None).await.contains("booking-reasons"));
    assert!(
        fails("chairs", &[("x", "1")], None)
            .await
            .contains("unknown parameter")
    );
    assert!(fails("chairs", &[], Some("{}")).await.contains("takes no body"));
    assert!(fails("patient", &[], None).await.contains("patientId is missing"));
    assert!(fails("create-patient", &[], None).await.contains("needs a body"));
    assert!(fails("create-patient", &[], Some("[]")).await.contains("object"));
    assert!(fails("create-patient", &[], Some("{")).await.contains("not JSON"));
    assert!(
        fails("create-patient", &[("job", "x")], Some("{}"))
            .await
            .contains("not both")
    );
    assert!(
        fails("create-appointment", &[("_x", "1")], None)
            .await
            .contains("unknown")
    );
    assert_eq!(
        fails("patient", &[("patientId", "x")], None).await,
        "invalid: patientId"
    );
    assert_eq!(
        fails("patients", &[("limit", "-1")], None).await,
        "invalid: limit"
    );
    assert_eq!(
        fails("appointments", &[("dateStart", "1.1.2026")], None).await,
        "invalid: dateStart"
    );
    let slot = [
        ("startDate", "2026-05-04"),
        ("duration", "30"),
        ("operatorIds", "1,x"),
    ];
    assert_eq!(fails("free-slots", &slot, None).await, "invalid: operatorIds");
    assert_eq!(
        fails("create-patient", &[], Some(r#"{"status":"x"}"#)).await,
        "invalid: body"
    );
    assert_eq!(
        fails(
            "create-appointment",
            &[("date", "morgen"), ("colorId", "1")],
            None
        )
        .await,
        "invalid: date"
    );
}
