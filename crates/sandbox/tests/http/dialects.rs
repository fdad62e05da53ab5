//! Each unknown of the document, both ways.

use base64::Engine;
use serde_json::{Value, json};

use crate::support::{Clinic, Reply, options, reply};

#[tokio::test]
async fn refusals_come_in_two_envelopes() {
    let clinic = Clinic::new().await;
    let words = clinic.get("/medici?cod_medic=x").await.refusal();
    clinic.dialect(json!({ "error_envelope": "message_400" })).await;
    let reply = clinic.get("/medici?cod_medic=x").await;
    assert_eq!((reply.status, &reply.json()["Message"]), (400, &json!(words)));
    assert!(reply.json()["Status"] != 0 && reply.json().get("ErrorMessage").is_none());
}

async fn with_key(clinic: &Clinic, key: Option<&str>) -> Reply {
    let request = clinic.http.get(clinic.url("/medici"));
    let request = match key {
        Some(key) => request.header("X-API-KEY", key),
        None => request,
    };
    reply(request.send().await.unwrap()).await
}

#[tokio::test]
async fn an_unknown_key_is_answered_in_three_ways_and_a_wrong_path_is_not_found() {
    let clinic = Clinic::new().await;
    for key in [None, Some("aaaaaa-bbbbbb-cccccccc-dddddd")] {
        clinic.dialect(json!({ "preset": "a" })).await;
        let reply = with_key(&clinic, key).await;
        assert_eq!((reply.status, &reply.json()["Status"]), (401, &json!(1)));
        clinic.dialect(json!({ "unknown_key": "status_200" })).await;
        with_key(&clinic, key).await.refusal();
        clinic.dialect(json!({ "unknown_key": "html_403" })).await;
        let reply = with_key(&clinic, key).await;
        assert!(reply.status == 403 && reply.text.starts_with("<!DOCTYPE html>"));
    }
    let account = clinic.serving.accounts().medsoft;
    let wrong = format!(
        "{}/integrations/cont-online/public/altundeva/medici",
        account.base_url
    );
    let response = clinic
        .http
        .get(wrong)
        .header("X-API-KEY", account.key)
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 404);
}

#[tokio::test]
async fn a_new_key_makes_the_old_one_worthless() {
    let clinic = Clinic::new().await;
    let old = clinic.serving.accounts().medsoft.key;
    let new = clinic.admin("POST", "/admin/medsoft/key", None, 200).await;
    assert_ne!(new, json!(old));
    assert_eq!(with_key(&clinic, Some(&old)).await.status, 401);
    assert_eq!(with_key(&clinic, new.as_str()).await.status, 200);
}

#[tokio::test]
async fn an_empty_search_is_answered_in_four_ways() {
    let clinic = Clinic::with(options(300)).await;
    let all = clinic.get("/pacient/cauta").await.rows();
    assert!((280..300).contains(&all.len()), "{} enabled of 300", all.len());
    assert_eq!(
        clinic.get("/pacient/cauta?search=&nume=").await.rows().len(),
        all.len()
    );
    clinic.dialect(json!({ "empty_search": { "capped": 20 } })).await;
    assert_eq!(clinic.get("/pacient/cauta").await.rows(), all[..20]);
    assert!(
        clinic.get("/pacient/cauta?search=a").await.rows().len() <= 20,
        "a cap caps every search"
    );
    clinic.dialect(json!({ "empty_search": "empty" })).await;
    assert!(clinic.get("/pacient/cauta").await.rows().is_empty());
    assert!(!clinic.get("/pacient/cauta?search=a").await.rows().is_empty());
    clinic.dialect(json!({ "empty_search": "refused" })).await;
    clinic.get("/pacient/cauta").await.refusal();
    assert!(!clinic.get("/pacient/cauta?search=a").await.rows().is_empty());
}

#[tokio::test]
async fn names_keep_or_lose_their_diacritics() {
    let clinic = Clinic::new().await;
    let body = json!({ "nume": "Ștefănescu-Țîru", "prenume": "Ödön", "tel1": "07" });
    assert_eq!(
        clinic.post("/pacient", &body).await.rows()[0]["nume"],
        "ȘTEFĂNESCU-ȚÎRU"
    );
    clinic.dialect(json!({ "diacritics": "stripped" })).await;
    let row = clinic.post("/pacient", &body).await.rows()[0].clone();
    assert_eq!(
        (&row["nume"], &row["prenume"]),
        (&json!("STEFANESCU-TIRU"), &json!("ODON"))
    );
    let names = clinic.get("/pacient/cauta").await.rows();
    let latin = |name: &str| name.chars().all(|c| !"ȘȚĂÂÎŐÖÜÉÁ".contains(c));
    assert!(names.iter().all(|row| latin(row["nume"].as_str().unwrap())));
}

/// The place and text of the PDF in an answer to add-invoice.
async fn invoiced(clinic: &Clinic) -> (bool, String) {
    let patient = clinic
        .post("/pacient", &json!({ "nume": "A", "prenume": "B", "tel1": "07" }))
        .await
        .rows()[0]["cod_pacient"]
        .clone();
    let service =
        json!([{ "codPacient": patient, "codPunctLucru": 2, "codServiciu": 175, "tipServiciu": "servicii" }]);
    let added = clinic.post("/adauga-servicii", &service).await.rows();
    let codes = [&added[0]["servicii"][0]["codServiciuProcesat"]];
    let note =
        json!({ "codPacient": patient, "codPunctLucru": 2, "total": 600, "listaCoduriServicii": codes });
    let note = clinic.post("/adauga-nota", &note).await.rows()[0]["codNota"].clone();
    let reply = clinic
        .post(
            &format!("/adauga-factura/{patient}/{note}?facturaPdf=true"),
            &Value::Null,
        )
        .await;
    assert!(reply.text.contains(r#""_curs_schimb":5.044308,"#) && reply.text.contains(r#""_pret":650.00,"#));
    let row = reply.rows()[0].clone();
    let inside = row["Factura"].get("facturaPdf").and_then(Value::as_str);
    let beside = row.get("facturaPdf").and_then(Value::as_str);
    assert!(inside.is_some() != beside.is_some());
    (inside.is_some(), inside.or(beside).unwrap().to_owned())
}

#[tokio::test]
async fn the_pdf_stands_inside_or_beside_and_is_sound_or_mangled() {
    let clinic = Clinic::new().await;
    let strict = base64::engine::general_purpose::STANDARD;
    let (inside, sound) = invoiced(&clinic).await;
    assert!(inside && strict.decode(&sound).unwrap().ends_with(b"%%EOF\n"));
    clinic
        .dialect(json!({ "pdf_place": "beside", "pdf": "mangled" }))
        .await;
    let (inside, mangled) = invoiced(&clinic).await;
    assert!(
        !inside && mangled.contains("77+9") || mangled.contains("e+/ve"),
        "the marks of a text conversion"
    );
    let bytes = base64::engine::general_purpose::STANDARD_NO_PAD
        .decode(&mangled)
        .unwrap();
    assert!(bytes.windows(3).any(|window| window == [0xEF, 0xBF, 0xBD]));
    assert!(
        !bytes.contains(&0xE2),
        "no byte of the original's binary mark is left"
    );
}

#[tokio::test]
async fn contract_rows_have_or_lack_their_code() {
    let clinic = Clinic::new().await;
    for (dialect, has) in [("absent", false), ("present", true)] {
        clinic.dialect(json!({ "contract_code": dialect })).await;
        let mut seen = 0;
        for patient in clinic.patients().await {
            for row in clinic
                .get(&format!("/pacient/{patient}/istoric/contracte"))
                .await
                .rows()
            {
                assert_eq!(row.get("_cod_contract_pacient").is_some(), has);
                seen += 1;
            }
        }
        assert!(seen > 0);
    }
}

#[tokio::test]
async fn sloppy_json_has_trailing_commas_and_bare_quotes() {
    let clinic = Clinic::new().await;
    clinic.dialect(json!({ "json": "sloppy" })).await;
    let reply = clinic.get("/listaPreturi").await;
    assert!(serde_json::from_str::<Value>(&reply.text).is_err());
    assert!(
        reply.text.ends_with(",},],}"),
        "{}",
        &reply.text[reply.text.len() - 60..]
    );
    assert!(reply.text.contains(r#""denumire":"Pachet "Inimă sănătoasă"","#));
    let doctors = clinic
        .get("/medici")
        .await
        .text
        .replace(",}", "}")
        .replace(",]", "]");
    assert_eq!(
        serde_json::from_str::<Value>(&doctors).unwrap()["ReturnData"]
            .as_array()
            .unwrap()
            .len(),
        8
    );
}

#[tokio::test]
async fn the_code_filter_may_do_nothing() {
    let clinic = Clinic::new().await;
    let codes = clinic.patients().await;
    let query = format!("/pacient/cauta?cod_pacient={}", codes[4]);
    assert_eq!(clinic.get(&query).await.rows()[0]["cod_pacient"], codes[4]);
    clinic.dialect(json!({ "code_filter": "ignored" })).await;
    assert_eq!(clinic.get(&query).await.rows().len(), codes.len());
}

#[tokio::test]
async fn the_birth_filter_may_be_loose() {
    let clinic = Clinic::new().await;
    let row = clinic
        .get("/pacient/cauta")
        .await
        .rows()
        .into_iter()
        .find(|r| r.get("data_nastere").is_some())
        .unwrap();
    let birth = row["data_nastere"].as_str().unwrap();
    let other_day = format!(
        "{}{}",
        &birth[..8],
        if birth.ends_with("11") { "12" } else { "11" }
    );
    let alone = format!("/pacient/cauta?dataNastere={other_day}");
    let beside = format!(
        "/pacient/cauta?cod_pacient={}&dataNastere=1901-01-01",
        row["cod_pacient"]
    );
    assert!(!clinic.get(&alone).await.rows().contains(&row));
    assert!(clinic.get(&beside).await.rows().is_empty());
    clinic.dialect(json!({ "birth_filter": "loose" })).await;
    let found = clinic.get(&alone).await.rows();
    assert!(found.contains(&row));
    assert!(
        found
            .iter()
            .all(|row| row["data_nastere"].as_str().unwrap()[..7] == birth[..7])
    );
    assert_eq!(clinic.get(&beside).await.rows(), [row]);
}

#[tokio::test]
async fn an_unknown_record_is_empty_or_refused() {
    let clinic = Clinic::new().await;
    let known = clinic.patients().await[0];
    let paths = [
        "/pacient/999999/istoric/programari".to_owned(),
        "/pacient/999999/istoric/servicii".into(),
        "/pacient/999999/istoric/incasari".into(),
        "/pacient/999999/istoric/contracte".into(),
        format!("/pacient/{known}/istoric/incasari/1"),
        format!("/contract-detalii/{known}/1"),
        "/stoc/4711".into(),
    ];
    for path in &paths {
        assert!(clinic.get(path).await.rows().is_empty(), "{path}");
    }
    clinic.dialect(json!({ "unknown_record": "refused" })).await;
    for path in &paths {
        clinic.get(path).await.refusal();
    }
}

#[tokio::test]
async fn a_missing_gdpr_template_is_said_in_the_documents_words() {
    let clinic = Clinic::new().await;
    let known = clinic.patients().await[0];
    clinic.dialect(json!({ "gdpr_template": "missing" })).await;
    let words = clinic.get(&format!("/pacient/{known}/GDPR/NEW")).await.refusal();
    assert_eq!(words, "Cod șablon GDPR pentru Cont Online nu este configurat.");
    clinic.dialect(json!({ "gdpr_template": "configured" })).await;
    clinic.get(&format!("/pacient/{known}/GDPR/NEW")).await.rows();
}

#[tokio::test]
async fn totals_and_service_codes_of_payments_have_two_readings() {
    let clinic = Clinic::new().await;
    let patient = clinic.patients().await[0];
    for (total, code, sum, processed) in [
        ("as_sent", "processed", 150.0, true),
        ("recomputed", "listed", 200.0, false),
    ] {
        clinic
            .dialect(json!({ "payment_total": total, "detail_code": code }))
            .await;
        let service = json!([{ "codPacient": patient, "codPunctLucru": 1, "codServiciu": 101, "tipServiciu": "servicii" }]);
        let added = clinic.post("/adauga-servicii", &service).await.rows();
        let done = &added[0]["servicii"][0]["codServiciuProcesat"];
        let note =
            json!({ "codPacient": patient, "codPunctLucru": 1, "total": 150, "listaCoduriServicii": [done] });
        let note = clinic.post("/adauga-nota", &note).await.rows()[0]["codNota"].clone();
        let payments = clinic
            .get(&format!("/pacient/{patient}/istoric/incasari"))
            .await
            .rows();
        assert_eq!(
            payments.iter().find(|row| row["_cod_nota"] == note).unwrap()["Total"],
            sum
        );
        let details = clinic
            .get(&format!("/pacient/{patient}/istoric/incasari/{note}"))
            .await
            .rows();
        assert_eq!(
            details[0]["_cod_serviciu"],
            if processed { done.clone() } else { json!(101) }
        );
    }
}

#[tokio::test]
async fn the_price_list_writes_places_and_reads_dates_in_two_ways() {
    let clinic = Clinic::new().await;
    assert_eq!(clinic.get("/listaPreturi").await.rows()[0]["punct_lucru"], 1);
    clinic
        .dialect(json!({ "price_list_places": "text", "date_filter": "same_day" }))
        .await;
    let rows = clinic.get("/listaPreturi").await.rows();
    assert_eq!(rows[0]["punct_lucru"], "1,2");
    let day = &rows[0]["data_adaugare_modificare"].as_str().unwrap()[..10];
    let same = clinic.get(&format!("/listaPreturi?date={day}")).await.rows();
    assert!(same.contains(&rows[0]) && same.len() < rows.len());
    clinic.dialect(json!({ "date_filter": "since" })).await;
    assert!(
        clinic
            .get(&format!("/listaPreturi?date={day}"))
            .await
            .rows()
            .len()
            > same.len()
    );
}
