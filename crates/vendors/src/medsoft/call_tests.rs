//! Calls by name: what goes over the wire, what is refused and why, what comes out.

use std::collections::BTreeMap;

use super::{CallError, Medsoft};
use crate::testing::{KEY, with_rows};

fn params(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

/// What went over the wire for a call by name.
async fn sent(name: &str, pairs: &[(&str, &str)], body: Option<&str>) -> String {
    let (medsoft, stub) = with_rows(r#"{"cod": 1, "servicii": []}"#);
    medsoft
        .call(name, &params(pairs), body.map(str::as_bytes))
        .await
        .unwrap();
    let request = stub.only();
    assert_eq!(request.headers()["X-API-KEY"], KEY);
    format!("{} {}", stub.calls()[0], stub.body()).trim().to_owned()
}

async fn fails(name: &str, pairs: &[(&str, &str)], body: Option<&str>) -> String {
    let (medsoft, stub) = with_rows("{}");
    let error = medsoft
        .call(name, &params(pairs), body.map(str::as_bytes))
        .await
        .unwrap_err();
    assert!(stub.calls().is_empty());
    match error {
        CallError::Usage(message) => format!("usage: {message}"),
        CallError::Vendor(error) => format!("{}: {}", error.kind, error.field.unwrap_or("-")),
    }
}

#[tokio::test]
async fn every_operation_takes_its_parameters_in_the_vendors_spelling() {
    let patient = ("codPacient", "5");
    for (name, pairs, expected) in [
        (
            "find-patients",
            &[
                ("nume", "Pop"),
                ("dataNastere", "2000-01-31"),
                ("cod_pacient", "7.00"),
            ][..],
            "GET /pacient/cauta?nume=Pop&dataNastere=2000-01-31&cod_pacient=7",
        ),
        (
            "patient-appointments",
            &[patient],
            "GET /pacient/5/istoric/programari",
        ),
        (
            "set-appointment-status",
            &[
                patient,
                ("codProgramare", "6"),
                ("flagIndex", "2"),
                ("newFlagValue", "false"),
                ("motiv", "n-a venit"),
            ],
            "PUT /pacient/5/istoric/programari/6/status/2/false?motiv=n-a%20venit",
        ),
        ("appointment-statuses", &[], "GET /statusProgramari"),
        ("patient-services", &[patient], "GET /pacient/5/istoric/servicii"),
        ("patient-payments", &[patient], "GET /pacient/5/istoric/incasari"),
        (
            "payment-details",
            &[patient, ("codNota", "9")],
            "GET /pacient/5/istoric/incasari/9",
        ),
        (
            "patient-contracts",
            &[patient],
            "GET /pacient/5/istoric/contracte",
        ),
        ("product-stock", &[("cod_produs", "3")], "GET /stoc/3"),
        ("all-stock", &[], "GET /stoc"),
        (
            "price-list",
            &[("tipServiciu", "contract")],
            "GET /listaPreturi?tipServiciu=contract",
        ),
        (
            "price-list",
            &[("date", "2026-01-31")],
            "GET /listaPreturi?date=2026-01-31",
        ),
        (
            "add-invoice",
            &[patient, ("codNota", "9"), ("facturaPdf", "true")],
            "POST /adauga-factura/5/9?facturaPdf=true",
        ),
        (
            "contract-details",
            &[patient, ("codContract", "8")],
            "GET /contract-detalii/5/8",
        ),
        (
            "doctors",
            &[
                ("cod_medic", "1"),
                ("cod_punct_lucru", "2"),
                ("includeInactive", "true"),
            ],
            "GET /medici?cod_medic=1&cod_punct_lucru=2&includeInactive=true",
        ),
        (
            "gdpr-form",
            &[patient, ("tipComanda", "NEW"), ("readonly", "true")],
            "GET /pacient/5/GDPR/NEW?readonly=true",
        ),
        (
            "create-patient",
            &[
                ("nume", "Pop"),
                ("prenume", "Ana"),
                ("tel1", "07"),
                ("sex", "2"),
                ("email", "a@b.example"),
            ],
            r#"POST /pacient {"nume":"Pop","prenume":"Ana","tel1":"07","email":"a@b.example","sex":"2"}"#,
        ),
        (
            "update-patient",
            &[
                patient,
                ("nume", "Pop"),
                ("prenume", "Ana"),
                ("tel1", "07"),
                ("email", ""),
                ("sex", "null"),
            ],
            r#"PUT /pacient/5 {"nume":"Pop","prenume":"Ana","tel1":"07","email":"","sex":null}"#,
        ),
    ] {
        assert_eq!(sent(name, pairs, None).await, expected);
    }
}

#[tokio::test]
async fn bodies_are_read_leniently_and_sent_strictly() {
    assert_eq!(
        sent(
            "create-patient",
            &[],
            Some("{\"nume\": \"Pop\", \"prenume\": \"Ana\", \"tel1\": 711, \"sex\": null,\n}")
        )
        .await,
        r#"POST /pacient {"nume":"Pop","prenume":"Ana","tel1":"711","sex":null}"#
    );
    assert_eq!(
        sent(
            "update-patient",
            &[("codPacient", "5")],
            Some(r#"{"nume": "P", "prenume": "A", "tel1": "1", "email": "", "cnp": null}"#)
        )
        .await,
        r#"PUT /pacient/5 {"nume":"P","prenume":"A","tel1":"1","email":""}"#
    );
    assert_eq!(
            sent("add-services", &[],
                 Some(r#"[{"codPacient": 1, "codPunctLucru": "2", "codServiciu": 3, "tipServiciu": "produse", "cantitate": "1.00", "pret": 12.50}]"#)).await,
            r#"POST /adauga-servicii [{"codPacient":1,"codPunctLucru":2,"codServiciu":3,"tipServiciu":"produse","cantitate":1,"pret":12.50}]"#
        );
    assert_eq!(
        sent(
            "add-payment",
            &[],
            Some(r#"{"codPacient": 1, "codPunctLucru": 2, "total": 12.50, "listaCoduriServicii": [3, "4"]}"#)
        )
        .await,
        r#"POST /adauga-nota {"codPacient":1,"codPunctLucru":2,"total":12.50,"listaCoduriServicii":[3,4]}"#
    );
}

#[tokio::test]
async fn wrong_names_are_usage_errors() {
    let patient = ("codPacient", "5");
    for (name, pairs, body, says) in [
        ("patients", &[][..], None, "unknown operation \"patients\""),
        ("all-stock", &[("x", "1")], None, "unknown parameter \"x\""),
        ("all-stock", &[], Some("{}"), "takes no body"),
        ("patient-services", &[], None, "codPacient is missing"),
        (
            "set-appointment-status",
            &[patient, ("codProgramare", "6"), ("flagIndex", "1")],
            None,
            "newFlagValue is missing",
        ),
        ("update-patient", &[("nume", "P")], None, "codPacient is missing"),
        (
            "update-patient",
            &[patient, ("nume", "P")],
            Some("{}"),
            "not both",
        ),
        ("add-payment", &[], None, "needs a body"),
        (
            "add-payment",
            &[("total", "5")],
            Some("{}"),
            "total belongs into the body",
        ),
        ("add-payment", &[], Some("[]"), "must be an object"),
        ("add-services", &[], Some("{}"), "must be a list"),
        ("add-services", &[], Some("[5]"), "each service must be an object"),
        (
            "add-services",
            &[],
            Some(r#"[{"cod": 5}]"#),
            "unknown field \"cod\"",
        ),
        (
            "create-patient",
            &[],
            Some(r#"{"nume": "P", "data_nastere": "2000-01-31"}"#),
            "unknown field \"data_nastere\"",
        ),
        ("create-patient", &[], Some(r#"{"nume": "P""#), "beyond repair"),
        ("create-patient", &[], Some(""), "empty body"),
        (
            "create-patient",
            &[("codPacient", "1")],
            None,
            "unknown parameter",
        ),
    ] {
        let failure = fails(name, pairs, body).await;
        assert!(
            failure.starts_with("usage: ") && failure.contains(says),
            "{name}: {failure}"
        );
    }
}

#[tokio::test]
async fn broken_rules_are_vendor_errors_that_name_the_field() {
    let patient = ("codPacient", "5");
    let tick = |flag, value| {
        [
            patient,
            ("codProgramare", "6"),
            ("flagIndex", flag),
            ("newFlagValue", value),
        ]
    };
    let service = |rest: &str| format!(r#"[{{"codServiciu": 3, "codPunctLucru": 2, {rest}}}]"#);
    let contract = service(r#""codPacient": 1, "tipServiciu": "contracte", "pret": 5"#);
    let fraction = service(r#""codPacient": 1, "tipServiciu": "produse", "cantitate": 1.25"#);
    let nobody = service(r#""tipServiciu": "produse""#);
    let worded = service(r#""codPacient": 1, "tipServiciu": "produse", "cantitate": "multe""#);
    for (name, pairs, body, expected) in [
        (
            "set-appointment-status",
            &tick("11", "true")[..],
            None,
            "invalid: flagIndex",
        ),
        (
            "set-appointment-status",
            &tick("1.5", "true"),
            None,
            "invalid: flagIndex",
        ),
        (
            "set-appointment-status",
            &tick("1", "perhaps"),
            None,
            "invalid: newFlagValue",
        ),
        (
            "patient-services",
            &[("codPacient", "x")],
            None,
            "invalid: codPacient",
        ),
        (
            "patient-services",
            &[("codPacient", "-5")],
            None,
            "invalid: codPacient",
        ),
        (
            "find-patients",
            &[("cod_pacient", "-5")],
            None,
            "invalid: cod_pacient",
        ),
        (
            "add-payment",
            &[],
            Some(r#"{"codPacient": 1, "codPunctLucru": 1, "total": 1, "listaCoduriServicii": [2, -3]}"#),
            "invalid: listaCoduriServicii",
        ),
        (
            "find-patients",
            &[("dataNastere", "31.01.2000")],
            None,
            "invalid: dataNastere",
        ),
        (
            "price-list",
            &[("tipServiciu", "contract"), ("date", "2026-01-31")],
            None,
            "invalid: date",
        ),
        (
            "gdpr-form",
            &[patient, ("tipComanda", "DELETE")],
            None,
            "invalid: tipComanda",
        ),
        (
            "doctors",
            &[("includeInactive", "x")],
            None,
            "invalid: includeInactive",
        ),
        ("create-patient", &[("nume", "P")], None, "invalid: prenume"),
        (
            "create-patient",
            &[("nume", "P"), ("prenume", "A"), ("tel1", "1"), ("sex", "F")],
            None,
            "invalid: sex",
        ),
        ("create-patient", &[], Some(r#"{"nume": ["P"]}"#), "invalid: nume"),
        (
            "update-patient",
            &[patient, ("nume", "P"), ("prenume", "A"), ("tel1", "1")],
            None,
            "invalid: email",
        ),
        ("add-services", &[], Some("[]"), "invalid: servicii"),
        ("add-services", &[], Some(&contract), "invalid: pret"),
        ("add-services", &[], Some(&fraction), "invalid: cantitate"),
        ("add-services", &[], Some(&worded), "invalid: cantitate"),
        ("add-services", &[], Some(&nobody), "invalid: codPacient"),
        (
            "add-payment",
            &[],
            Some(r#"{"codPacient": 1, "codPunctLucru": 1, "listaCoduriServicii": [1]}"#),
            "invalid: total",
        ),
        (
            "add-payment",
            &[],
            Some(r#"{"codPacient": 1, "codPunctLucru": 1, "total": 1}"#),
            "invalid: listaCoduriServicii",
        ),
        (
            "add-payment",
            &[],
            Some(r#"{"codPacient": 1, "codPunctLucru": 1, "total": 1, "listaCoduriServicii": ["x"]}"#),
            "invalid: listaCoduriServicii",
        ),
    ] {
        assert_eq!(fails(name, pairs, body).await, expected, "{name}");
    }
}

#[tokio::test]
async fn lists_come_out_as_lists_and_single_rows_as_rows() {
    let (medsoft, _) = with_rows(r#"{"_cod_nota": 1.00, "Total": -300.00, "nou": [1.50]}, "junk""#);
    let answer = medsoft
        .call("patient-payments", &params(&[("codPacient", "1")]), None)
        .await
        .unwrap();
    assert_eq!(
        answer.json,
        r#"[{"_cod_nota":1,"Total":-300.00,"nou":[1.50]},"junk"]"#
    );
    assert_eq!((answer.unreadable_rows, &answer.binary), (1, &None));
    assert_eq!(answer.json_without_binary, answer.json);
    let (medsoft, _) = with_rows(r#"{"codNota": 3710}"#);
    let body = br#"{"codPacient": 1, "codPunctLucru": 2, "total": 1, "listaCoduriServicii": [3]}"#;
    let answer = medsoft
        .call("add-payment", &params(&[]), Some(body))
        .await
        .unwrap();
    assert_eq!(answer.json, r#"{"codNota":3710}"#);
    let (medsoft, _) = with_rows("");
    let form = params(&[("codPacient", "1"), ("tipComanda", "LAST")]);
    assert_eq!(medsoft.call("gdpr-form", &form, None).await.unwrap().json, "null");
}

#[tokio::test]
async fn the_pdf_of_an_invoice_comes_as_bytes_and_as_text() {
    let sound = "JVBERi0xLjQKMSAwIG9iago8PD4+CmVuZG9iagp0cmFpbGVyCjw8Pj4KJSVFT0YK";
    for (text, defect) in [
        (sound, None),
        ("JVBERi0xLjQKJe+/ve+/ve+/ve", Some("text decoding")),
    ] {
        let (medsoft, _) = with_rows(&format!(
            r#"{{"Factura": {{"numar": 74, "facturaPdf": "{text}"}}}}"#
        ));
        let pairs = params(&[("codPacient", "1"), ("codNota", "2"), ("facturaPdf", "true")]);
        let answer = medsoft.call("add-invoice", &pairs, None).await.unwrap();
        assert!(answer.binary.unwrap().starts_with(b"%PDF-1.4"));
        assert_eq!(answer.binary_defect.is_some(), defect.is_some());
        assert!(defect.is_none_or(|defect| answer.binary_defect.unwrap().contains(defect)));
        assert!(answer.json.contains(text) && answer.json.contains(r#""numar":74"#));
        assert!(!answer.json_without_binary.contains("facturaPdf"));
        assert!(answer.json_without_binary.contains(r#""numar":74"#));
    }
}

#[tokio::test]
async fn a_path_said_otherwise_is_taken() {
    let (medsoft, stub) = with_rows("{}");
    let mut account = medsoft.account().clone();
    account
        .paths
        .set_text("contract-details=/contract-detalii-pacient/{codContract}")
        .unwrap();
    let medsoft = Medsoft::new(account, stub.clone()).unwrap();
    medsoft.contract_details(5, 8).await.unwrap();
    assert_eq!(stub.calls(), ["GET /contract-detalii-pacient/8?codPacient=5"]);
    let mut paths = medsoft.account().paths.clone();
    for bad in [
        "contract-details=POST",
        "contract-details=/{practiceId}",
        "add-payment=/{total}",
    ] {
        assert_eq!(paths.set_text(bad).unwrap_err().field, Some("paths"), "{bad}");
    }
}
