//! From services to a payment note to an invoice, and what is refused on the way.

use base64::Engine;
use serde_json::{Value, json};

use crate::support::{Clinic, keys};

fn service(patient: u64, kind: &str, code: u64) -> Value {
    json!({ "codPacient": patient, "codPunctLucru": 1, "codServiciu": code, "tipServiciu": kind })
}

/// Adds one service and a note; gives the processed code and the note.
async fn sale(clinic: &Clinic, patient: u64) -> (Value, Value) {
    let added = clinic
        .post("/adauga-servicii", &json!([service(patient, "servicii", 101)]))
        .await
        .rows();
    let processed = added[0]["servicii"][0]["codServiciuProcesat"].clone();
    let note = json!({ "codPacient": patient, "codPunctLucru": 1, "total": 200, "listaCoduriServicii": [processed] });
    (
        processed,
        clinic.post("/adauga-nota", &note).await.rows()[0]["codNota"].clone(),
    )
}

#[tokio::test]
async fn a_sale_goes_from_services_to_note_to_invoice() {
    let clinic = Clinic::new().await;
    let patient = clinic.patients().await[3];
    let mut products = service(patient, "produse", 1);
    products["cantitate"] = json!(10);
    products["pret"] = json!(60.5);
    let wanted = json!([
        products,
        service(patient, "contracte", 1),
        service(patient, "servicii", 101)
    ]);
    let rows = clinic.post("/adauga-servicii", &wanted).await.rows();
    let lines = rows[0]["servicii"].as_array().unwrap().clone();
    assert_eq!(rows.len(), 1);
    for (line, asked) in lines.iter().zip(wanted.as_array().unwrap()) {
        let mut echo = line.clone();
        assert!(
            echo.as_object_mut()
                .unwrap()
                .remove("codServiciuProcesat")
                .unwrap()
                .is_u64()
        );
        assert_eq!(&echo, asked);
    }
    let stock = clinic.get("/stoc/1").await;
    assert!(
        stock.text.contains(r#""Cantitate":3.000,"#),
        "ten tubes are gone: {}",
        stock.text
    );
    let codes: Vec<Value> = lines
        .iter()
        .map(|line| line["codServiciuProcesat"].clone())
        .collect();
    let done = clinic
        .get(&format!("/pacient/{patient}/istoric/servicii"))
        .await
        .rows();
    let today: Vec<_> = done.iter().filter(|row| row["Data"] == "2026-03-02").collect();
    assert_eq!(today.len(), 3);
    assert!(today.iter().any(|row| row["Pret"] == "60.50 RON"));

    let note =
        json!({ "codPacient": patient, "codPunctLucru": 1, "total": 1425, "listaCoduriServicii": codes });
    let note = clinic.post("/adauga-nota", &note).await.rows();
    assert_eq!(keys(&note[0]), ["codNota"]);
    let note = &note[0]["codNota"];
    let payments = clinic.get(&format!("/pacient/{patient}/istoric/incasari")).await;
    assert!(
        payments
            .rows()
            .iter()
            .any(|row| &row["_cod_nota"] == note && row["Data"] == "2026-03-02")
    );
    assert!(
        payments
            .text
            .contains(r#""Total":1425.00,"Valuta":"RON","Mod de plata":"Numerar""#),
        "{}",
        payments.text
    );
    let details = clinic
        .get(&format!("/pacient/{patient}/istoric/incasari/{note}"))
        .await
        .rows();
    let paid: Vec<Value> = details.iter().map(|row| row["_cod_serviciu"].clone()).collect();
    assert_eq!(paid, codes);

    let path = format!("/adauga-factura/{patient}/{note}?facturaPdf=true");
    let row = clinic.post(&path, &Value::Null).await.rows()[0].clone();
    assert_eq!(keys(&row), ["Factura"]);
    let invoice = &row["Factura"];
    assert_eq!(
        (&invoice["serie"], &invoice["numar"], &invoice["incasat"]),
        (&json!("DBC"), &json!(74), &json!(0))
    );
    assert_eq!(invoice["dataEmitere"], "2026-03-02T00:00:00.000+0000");
    let contents = &invoice["listaServiciiCuprinseInFactura"];
    assert_eq!(contents["columns"].as_array().unwrap().len(), 25);
    let lines = contents["data"].as_array().unwrap();
    assert_eq!(lines.len(), 3);
    for line in lines {
        let columns = contents["columns"].as_array().unwrap();
        assert!(
            keys(line)
                .iter()
                .all(|key| *key == "denumire" || columns.contains(&json!(key))),
            "{line}"
        );
        assert_eq!((&line["_facturat"], &line["Incasat"]), (&json!(1), &json!("Da")));
        assert_eq!(line["_factura_detalii"], "DBC 74 din 2026-03-02");
    }
    let pdf = base64::engine::general_purpose::STANDARD
        .decode(invoice["facturaPdf"].as_str().unwrap())
        .unwrap();
    assert!(pdf.starts_with(b"%PDF-1.4\n") && pdf.ends_with(b"%%EOF\n"));
    let text = String::from_utf8_lossy(&pdf);
    assert!(
        text.contains("(FACTURA seria DBC nr. 74)") && text.contains("(TOTAL: 1425.00 RON)"),
        "{text}"
    );

    clinic.post(&path, &Value::Null).await.refusal();
    let kept = clinic
        .admin("GET", &format!("/admin/medsoft/patients/{patient}"), None, 200)
        .await;
    assert_eq!(
        kept["invoices"].as_array().unwrap().len(),
        1,
        "a note has one invoice"
    );
}

#[tokio::test]
async fn invoice_numbers_go_up_and_the_pdf_comes_only_when_asked_for() {
    let clinic = Clinic::new().await;
    let patient = clinic.patients().await[0];
    for number in [74, 75, 76] {
        let (_, note) = sale(&clinic, patient).await;
        let row = clinic
            .post(&format!("/adauga-factura/{patient}/{note}"), &Value::Null)
            .await
            .rows()[0]
            .clone();
        assert_eq!(row["Factura"]["numar"], number);
        assert!(!row.to_string().contains("facturaPdf"));
    }
}

#[tokio::test]
async fn services_that_break_a_rule_are_refused_all_together() {
    let clinic = Clinic::new().await;
    let patient = clinic.patients().await[0];
    let good = service(patient, "servicii", 101);
    let with = |base: &Value, field: &str, value: Value| {
        let mut broken = base.clone();
        broken[field] = value;
        broken
    };
    let contract = service(patient, "contracte", 1);
    let before = clinic
        .get(&format!("/pacient/{patient}/istoric/servicii"))
        .await
        .text;
    for broken in [
        with(&good, "codPacient", Value::Null),
        with(&good, "codPunctLucru", Value::Null),
        with(&good, "codPunctLucru", json!(9)),
        with(&good, "codPacient", json!(999_999)),
        with(&good, "codServiciu", json!(4711)),
        with(&good, "tipServiciu", json!("serviciul")),
        with(&good, "cantitate", json!(1.25)),
        with(&good, "cantitate", json!(0)),
        with(&good, "cantitate", json!(1e300)),
        with(&good, "pret", json!("120")),
        with(&good, "pret", json!(-1)),
        with(&contract, "cantitate", json!(1)),
        with(&contract, "pret", json!(620)),
    ] {
        clinic
            .post("/adauga-servicii", &json!([good, broken]))
            .await
            .refusal();
    }
    clinic.post("/adauga-servicii", &json!([])).await.refusal();
    clinic.post("/adauga-servicii", &good).await.refusal();
    assert_eq!(
        clinic
            .get(&format!("/pacient/{patient}/istoric/servicii"))
            .await
            .text,
        before
    );
}

#[tokio::test]
async fn notes_and_invoices_that_break_a_rule_are_refused() {
    let clinic = Clinic::new().await;
    let patients = clinic.patients().await;
    let (patient, other) = (patients[0], patients[1]);
    let (paid, note) = sale(&clinic, patient).await;
    let added = clinic
        .post("/adauga-servicii", &json!([service(patient, "servicii", 102)]))
        .await
        .rows();
    let open = &added[0]["servicii"][0]["codServiciuProcesat"];
    let body = |patient: u64, codes: Value| json!({ "codPacient": patient, "codPunctLucru": 1, "total": 250, "listaCoduriServicii": codes });
    for broken in [
        body(patient, json!([1])),
        body(patient, json!([paid])),
        body(patient, json!([open, open])),
        body(other, json!([open])),
        body(patient, json!([])),
        body(patient, json!(["x"])),
        json!({ "codPacient": patient, "codPunctLucru": 1, "listaCoduriServicii": [open] }),
    ] {
        clinic.post("/adauga-nota", &broken).await.refusal();
    }
    clinic
        .post(&format!("/adauga-factura/{patient}/999999"), &Value::Null)
        .await
        .refusal();
    clinic
        .post(&format!("/adauga-factura/{other}/{note}"), &Value::Null)
        .await
        .refusal();
    clinic
        .post("/adauga-nota", &body(patient, json!([open])))
        .await
        .rows();
}
