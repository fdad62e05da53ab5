//! The shapes of "Cont Online v11", read literally from its samples.

use serde_json::Value;

use crate::support::{Clinic, check, of_everybody};

const FLAGS: [&str; 10] = [
    "_status_1",
    "_status_2",
    "_status_3",
    "_status_4",
    "_status_5",
    "_status_6",
    "_status_7",
    "_status_8",
    "_status_9",
    "_status_10",
];

const APPOINTMENT: [&str; 9] = [
    "_cod_programare",
    "_cod_pacient",
    "Doctor",
    "Data",
    "Ora inceput",
    "Ora sfarsit",
    "Punct lucru",
    "Cabinet",
    "Scop",
];

#[tokio::test]
async fn patients_have_the_keys_of_paragraph_2() {
    let clinic = Clinic::new().await;
    let rows = clinic.get("/pacient/cauta?search=a").await.rows();
    let printed = [
        "_cod_pacient",
        "_search",
        "cod_pacient",
        "cnp",
        "nume",
        "prenume",
        "data_nastere",
        "tel",
        "email",
    ];
    check(
        &rows,
        &printed,
        &["_cod_pacient", "_search", "cod_pacient", "nume", "prenume"],
    );
    for row in &rows {
        assert_eq!(row["_cod_pacient"], row["cod_pacient"]);
        assert_eq!(row["_search"], "a");
        let name = row["nume"].as_str().unwrap();
        assert_eq!(name, name.to_uppercase());
        for text in ["cnp", "data_nastere", "tel", "email"] {
            assert!(
                row.get(text).is_none_or(Value::is_string),
                "{text}: a null is left out: {row}"
            );
        }
    }
    let lacking = |key: &str| rows.iter().filter(|row| row.get(key).is_none()).count();
    assert!(lacking("email") > 0 && lacking("cnp") > 0);
}

#[tokio::test]
async fn appointments_have_the_keys_of_paragraph_5_and_some_lack_code_and_flags() {
    let clinic = Clinic::new().await;
    let rows = of_everybody(&clinic, "programari").await;
    let printed: Vec<&str> = APPOINTMENT.into_iter().chain(FLAGS).collect();
    check(
        &rows,
        &printed,
        &[
            "_cod_pacient",
            "Doctor",
            "Data",
            "Ora inceput",
            "Ora sfarsit",
            "Punct lucru",
            "Scop",
        ],
    );
    let (with, without): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.get("_cod_programare").is_some());
    assert!(!without.is_empty());
    assert!(
        with.iter()
            .all(|row| FLAGS.iter().all(|flag| row[flag].is_boolean()))
    );
    assert!(
        without
            .iter()
            .all(|row| FLAGS.iter().all(|flag| row.get(flag).is_none()))
    );
    assert!(rows.iter().any(|row| row["Scop"] == ""));
    let hour = |row: &Value, key: &str| {
        let text = row[key].as_str().unwrap();
        assert!(text.len() == 5 && text.as_bytes()[2] == b':', "{row}");
    };
    rows.iter()
        .for_each(|row| (hour(row, "Ora inceput"), hour(row, "Ora sfarsit")).0);
}

#[tokio::test]
async fn the_ten_statuses_have_the_keys_and_numbers_of_paragraph_7() {
    let clinic = Clinic::new().await;
    let reply = clinic.get("/statusProgramari").await;
    let printed = [
        "index",
        "activ",
        "denumire",
        "culoare",
        "is_programare_displayed",
        "is_programare_succes",
    ];
    check(&reply.rows(), &printed, &printed);
    assert_eq!(reply.rows().len(), 10);
    assert!(
        reply
            .text
            .contains(r#"{"index":1.00,"activ":1,"denumire":"Confirmat","culoare":"#)
    );
    assert!(reply.text.contains(r#""index":10.00,"#));
    assert!(reply.rows().iter().filter(|row| row["activ"] == 0).count() >= 2);
}

#[tokio::test]
async fn stock_says_everything_in_two_spellings_and_three_decimals() {
    let clinic = Clinic::new().await;
    let reply = clinic.get("/stoc").await;
    let printed = [
        "_cod_produs",
        "_denumire",
        "Gestiune",
        "Tip",
        "Cod produs",
        "Denumire produs",
        "Cantitate",
        "UM",
    ];
    check(&reply.rows(), &printed, &printed);
    assert!(reply.text.contains(r#""Cantitate":13.000,"#));
    let one = clinic.get("/stoc/2").await.rows();
    assert_eq!(one, [reply.rows()[1].clone()]);
    assert_eq!(one[0]["_denumire"], one[0]["Denumire produs"]);
    assert!(clinic.get("/stoc/4711").await.rows().is_empty());
}

#[tokio::test]
async fn the_price_list_has_the_keys_of_paragraph_14_and_takes_one_filter() {
    let clinic = Clinic::new().await;
    let reply = clinic.get("/listaPreturi").await;
    let printed = [
        "cod",
        "denumire",
        "punct_lucru",
        "pret",
        "valuta",
        "tip_serviciu",
        "data_adaugare_modificare",
    ];
    check(&reply.rows(), &printed, &printed);
    assert!(
        reply.text.contains(r#""pret":200,"#) && reply.text.contains(r#""pret":180.50,"#),
        "{}",
        reply.text
    );
    let kinds = |rows: Vec<Value>| {
        let mut kinds: Vec<String> = rows
            .iter()
            .map(|row| row["tip_serviciu"].as_str().unwrap().to_owned())
            .collect();
        kinds.sort();
        kinds.dedup();
        kinds
    };
    assert_eq!(kinds(reply.rows()), ["contracte", "produse", "servicii"]);
    for (filter, kind) in [
        ("contract", "contracte"),
        ("serviciul", "servicii"),
        ("produse", "produse"),
    ] {
        assert_eq!(
            kinds(
                clinic
                    .get(&format!("/listaPreturi?tipServiciu={filter}"))
                    .await
                    .rows()
            ),
            [kind]
        );
    }
    let since = clinic.get("/listaPreturi?date=2024-01-01").await.rows();
    assert!(!since.is_empty() && since.len() < reply.rows().len());
    assert!(
        since
            .iter()
            .all(|row| row["data_adaugare_modificare"].as_str().unwrap() >= "2024")
    );
    let stamp = since[0]["data_adaugare_modificare"].as_str().unwrap();
    assert!(stamp.ends_with(".000+0000") && stamp.len() == 28, "{stamp}");
    clinic
        .get("/listaPreturi?date=2024-01-01&tipServiciu=contract")
        .await
        .refusal();
    clinic.get("/listaPreturi?date=ieri").await.refusal();
}

#[tokio::test]
async fn doctors_have_the_keys_of_paragraph_19_and_its_filters() {
    let clinic = Clinic::new().await;
    let printed = [
        "cod_punct_lucru",
        "cod",
        "nume",
        "prenume",
        "specialitate",
        "cod_specialitate",
        "interval_programare",
        "telefon",
        "email",
        "activ_cont_online",
    ];
    let rows = clinic.get("/medici").await.rows();
    check(
        &rows,
        &printed,
        &[
            "cod_punct_lucru",
            "cod",
            "nume",
            "prenume",
            "specialitate",
            "activ_cont_online",
        ],
    );
    assert_eq!(rows.len(), 8);
    assert!(rows.iter().all(|row| row["activ_cont_online"] == 1));
    let everybody = clinic.get("/medici?includeInactive=true").await.rows();
    assert!(everybody.len() > 8 && everybody.iter().any(|row| row["activ_cont_online"] == 0));
    assert!(everybody.iter().any(|row| row.get("specialitate").is_none()));
    let second = clinic.get("/medici?cod_punct_lucru=2").await.rows();
    assert!(!second.is_empty() && second.iter().all(|row| row["cod_punct_lucru"] == 2));
    assert_eq!(clinic.get("/medici?cod_medic=10").await.rows()[0]["cod"], 10);
    clinic.get("/medici?cod_medic=zece").await.refusal();
}

#[tokio::test]
async fn nothing_that_the_document_lacks_can_be_read() {
    let clinic = Clinic::new().await;
    let patient = clinic.patients().await[0];
    for path in [
        "/programari".to_owned(),
        "/facturi".into(),
        format!("/pacient/{patient}/istoric/facturi"),
    ] {
        assert_eq!(clinic.get(&path).await.status, 404, "{path}");
    }
    for path in [
        format!("/pacient/{patient}"),
        "/adauga-nota".into(),
        format!("/adauga-factura/{patient}/1"),
    ] {
        assert_eq!(clinic.get(&path).await.status, 405, "{path}");
    }
}

#[tokio::test]
async fn xml_comes_for_whoever_asks_for_it() {
    let clinic = Clinic::new().await;
    let reply = clinic
        .send(
            clinic
                .request("GET", "/medici", None)
                .header("Accept", "application/xml"),
        )
        .await;
    assert!(reply.headers["content-type"].starts_with("application/xml"));
    assert!(
        reply.text.contains("<Status>0</Status>") && reply.text.contains("<nume>Vrabie</nume>"),
        "{}",
        reply.text
    );
    let reply = clinic
        .send(
            clinic
                .request("GET", "/medici", None)
                .header("Accept", "application/json"),
        )
        .await;
    assert!(reply.headers["content-type"].starts_with("application/json"));
    assert_eq!(reply.rows().len(), 8);
}
