//! The patient search of §2.

use serde_json::{Value, json};

use crate::support::Clinic;

/// Percent-encodes a query value.
fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

async fn find(clinic: &Clinic, query: &[(&str, &str)]) -> Vec<Value> {
    let query: Vec<String> = query
        .iter()
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect();
    clinic
        .get(&format!("/pacient/cauta?{}", query.join("&")))
        .await
        .rows()
}

fn codes(rows: &[Value]) -> Vec<&Value> {
    rows.iter().map(|row| &row["cod_pacient"]).collect()
}

async fn ileana(clinic: &Clinic) -> Value {
    let patient = json!({
        "last": "ȚÂRDEA-ÎNCEPUTU", "first": "ILEANA", "birth": "1971-08-14", "cnp": "2710814129916",
        "phone": "0700 555 123", "second_phone": "0264555777", "email": "Ileana.T@posta.example",
    });
    clinic
        .admin("POST", "/admin/medsoft/patients", Some(patient), 200)
        .await["code"]
        .clone()
}

#[tokio::test]
async fn every_parameter_finds_alone_and_all_together() {
    let clinic = Clinic::new().await;
    let code = ileana(&clinic).await;
    let all = [
        ("search", "ileana.t@posta"),
        ("nume", "tardea"),
        ("prenume", "ILE"),
        ("telefon", "0700555123"),
        ("dataNastere", "1971-08-14"),
        ("cnp", "2710814129916"),
        ("cod_pacient", &code.to_string()),
    ];
    for (name, value) in all {
        let rows = find(&clinic, &[(name, value)]).await;
        assert!(codes(&rows).contains(&&code), "{name}={value}");
        assert!(rows.len() < 20, "{name}={value} finds {}", rows.len());
        assert_eq!(rows[0].get("_search").is_some(), name == "search");
    }
    assert_eq!(codes(&find(&clinic, &all).await), [&code]);
    let mut broken = all;
    for index in 0..all.len() {
        broken[index].1 = ["zzz", "zzz", "zzz", "999999999", "1999-01-01", "1", "1"][index];
        assert!(
            find(&clinic, &broken).await.is_empty(),
            "{} must hold too",
            all[index].0
        );
        broken[index].1 = all[index].1;
    }
}

#[tokio::test]
async fn search_takes_fragments_of_name_phone_email_and_code_with_or_without_diacritics() {
    let clinic = Clinic::new().await;
    let code = ileana(&clinic).await;
    for text in [
        "ȚÂRDEA",
        "tardea inceputu",
        "ileana țârdea",
        "0700555",
        "700 555",
        "264555777",
        "posta.ex",
        "81412991",
    ] {
        let rows = find(&clinic, &[("search", text)]).await;
        assert!(codes(&rows).contains(&&code), "{text}");
        assert_eq!(rows[0]["_search"], text);
    }
}

#[tokio::test]
async fn disabled_patients_are_not_found() {
    let clinic = Clinic::new().await;
    let code = ileana(&clinic).await;
    clinic
        .admin("DELETE", &format!("/admin/medsoft/patients/{code}"), None, 200)
        .await;
    assert!(find(&clinic, &[("nume", "tardea")]).await.is_empty());
    assert!(
        find(&clinic, &[("cod_pacient", &code.to_string())])
            .await
            .is_empty()
    );
    assert!(!clinic.patients().await.contains(&code.as_u64().unwrap()));
}

#[tokio::test]
async fn strange_texts_find_nobody_and_break_nothing() {
    let clinic = Clinic::new().await;
    let long = "a".repeat(10_000);
    for text in [
        "'; DROP TABLE pacienti; --",
        "%",
        "🦷",
        "<img src=x onerror=alert(1)>",
        "\\",
        "\"",
        long.as_str(),
    ] {
        assert!(find(&clinic, &[("search", text)]).await.is_empty(), "{text}");
    }
    assert!(
        find(&clinic, &[("telefon", "abc")]).await.is_empty(),
        "a phone without digits is nobody's"
    );
    assert!(!find(&clinic, &[("search", "e")]).await.is_empty());
    clinic.get("/pacient/cauta?cod_pacient=abc").await.refusal();
    clinic
        .get("/pacient/cauta?dataNastere=31.01.2000")
        .await
        .refusal();
}

#[tokio::test]
async fn a_name_with_markup_comes_back_as_it_is() {
    let clinic = Clinic::new().await;
    let name = "<img src=x onerror=alert(1)>";
    let patient = json!({ "last": name, "first": "\"Ghilimele\"", "phone": "0700000001" });
    let code = clinic
        .admin("POST", "/admin/medsoft/patients", Some(patient), 200)
        .await["code"]
        .clone();
    let rows = find(&clinic, &[("search", "onerror")]).await;
    assert_eq!(
        (&rows[0]["cod_pacient"], &rows[0]["nume"]),
        (&code, &Value::from(name))
    );
}
