//! The shapes of a patient's services, payments and contracts, read literally from the samples.

use serde_json::json;

use crate::support::{Clinic, check, of_everybody, options};

#[tokio::test]
async fn services_have_text_prices_and_sometimes_no_doctor() {
    let clinic = Clinic::new().await;
    let rows = of_everybody(&clinic, "servicii").await;
    check(
        &rows,
        &["_cod_pacient", "Data", "Denumire", "Medic", "Pret"],
        &["_cod_pacient", "Data", "Denumire", "Pret"],
    );
    for row in &rows {
        let (amount, currency) = row["Pret"].as_str().unwrap().split_once(' ').unwrap();
        assert!(
            amount.split_once('.').is_some_and(|(_, cents)| cents.len() == 2),
            "{row}"
        );
        assert!(["RON", "EUR"].contains(&currency), "{row}");
    }
    assert!(
        rows.iter()
            .any(|row| row["Denumire"] == "Avans " && row.get("Medic").is_none())
    );
}

#[tokio::test]
async fn payments_have_the_keys_of_paragraph_9_and_their_oddities() {
    let clinic = Clinic::with(options(1_500)).await;
    let printed = [
        "_cod_pacient",
        "_cod_nota",
        "Data",
        "Punct lucru",
        "Pacient",
        "Total",
        "Valuta",
        "Mod de plata",
    ];
    let always = [
        "_cod_pacient",
        "_cod_nota",
        "Data",
        "Pacient",
        "Total",
        "Valuta",
        "Mod de plata",
    ];
    let (mut rows, mut foreign, mut texts) = (Vec::new(), 0, String::new());
    for patient in clinic.patients().await {
        let reply = clinic.get(&format!("/pacient/{patient}/istoric/incasari")).await;
        foreign += reply
            .rows()
            .iter()
            .filter(|row| row["_cod_pacient"] != patient)
            .count();
        rows.extend(reply.rows());
        texts.push_str(&reply.text);
    }
    check(&rows, &printed, &always);
    assert!(rows.iter().any(|row| row.get("Punct lucru").is_none()));
    assert!(
        rows.iter().any(|row| row["Total"].as_f64().unwrap() < 0.0),
        "a refund"
    );
    assert!(rows.iter().any(|row| row["Valuta"] == "EUR"));
    assert!(foreign > 0, "a row under another patient's code");
    assert!(texts.contains(r#""Total":250.00,"#) && texts.contains(r#""Total":-"#));
}

#[tokio::test]
async fn payment_details_have_the_keys_of_paragraph_10() {
    let clinic = Clinic::new().await;
    let (mut rows, mut texts) = (Vec::new(), String::new());
    for patient in clinic.patients().await.into_iter().take(120) {
        for note in clinic
            .get(&format!("/pacient/{patient}/istoric/incasari"))
            .await
            .rows()
        {
            let path = format!("/pacient/{patient}/istoric/incasari/{}", note["_cod_nota"]);
            let reply = clinic.get(&path).await;
            let sum: f64 = reply
                .rows()
                .iter()
                .map(|row| row["Pret final"].as_f64().unwrap())
                .sum();
            assert!(
                (sum - note["Total"].as_f64().unwrap()).abs() < 0.005,
                "{note} {sum}"
            );
            rows.extend(reply.rows());
            texts.push_str(&reply.text);
        }
    }
    let printed = [
        "_cod_pacient",
        "_cod_nota",
        "_cod_serviciu",
        "_valuta",
        "_este_avans",
        "Denumire serviciu",
        "Data serviciu",
        "Pret serviciu",
        "Valoare Discount",
        "Punct lucru",
        "Pret final",
        "Cota TVA",
    ];
    check(&rows, &printed, &printed);
    assert!(texts.contains(r#""Valoare Discount":0.0,"#) && texts.contains(r#""Cota TVA":0.0}"#));
    assert!(rows.iter().any(|row| row["_este_avans"] == 1) && rows.iter().any(|row| row["_este_avans"] == 0));
}

#[tokio::test]
async fn contracts_and_their_steps_have_the_keys_of_paragraphs_11_and_18() {
    let clinic = Clinic::new().await;
    let rows = of_everybody(&clinic, "contracte").await;
    check(
        &rows,
        &[
            "_cod_pacient",
            "Denumire contract",
            "Data inceput",
            "Data sfarsit",
        ],
        &["_cod_pacient", "Denumire contract", "Data inceput"],
    );
    assert!(rows.iter().any(|row| row.get("Data sfarsit").is_none()));
    clinic.dialect(json!({ "contract_code": "present" })).await;
    let mut steps = Vec::new();
    for row in of_everybody(&clinic, "contracte").await {
        let path = format!(
            "/contract-detalii/{}/{}",
            row["_cod_pacient"], row["_cod_contract_pacient"]
        );
        steps.extend(clinic.get(&path).await.rows());
    }
    let printed = [
        "_cod_pacient",
        "_cod_contract_pacient",
        "_cod_contract_servicii",
        "_cod_procedura",
        "_status",
        "Status",
        "Denumire serviciu",
        "Medic",
        "Data",
        "Punct lucru",
    ];
    check(
        &steps,
        &printed,
        &["_cod_contract_pacient", "_status", "Status", "Denumire serviciu"],
    );
    let done: Vec<_> = steps.iter().filter(|row| row["Status"] == "Efectuat").collect();
    assert!(
        done.iter()
            .all(|row| row["_status"] == 3 && row["Data"].as_str().unwrap().len() == 16)
    );
}
