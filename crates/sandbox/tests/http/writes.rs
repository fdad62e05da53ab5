//! What writes about patients do, and what they refuse.

use serde_json::{Value, json};

use crate::support::{Clinic, keys};

const PATIENT: [&str; 7] = [
    "_cod_pacient",
    "_search",
    "cod_pacient",
    "nume",
    "prenume",
    "tel",
    "email",
];

#[tokio::test]
async fn a_patient_is_created_and_changed_as_in_the_samples_of_paragraphs_3_and_4() {
    let clinic = Clinic::new().await;
    let new = json!({ "nume": "Țestescu", "prenume": "Ana-Maria", "tel1": "0700123123", "email": "test@posta.example",
        "tel2": "0264000000", "cnp": "2710814129916", "sex": "2", "preferinte": "dimineața" });
    let row = clinic.post("/pacient", &new).await.rows()[0].clone();
    let mut sorted = PATIENT;
    sorted.sort_unstable();
    assert_eq!(keys(&row), sorted);
    assert_eq!(
        (&row["nume"], &row["prenume"]),
        (&json!("ȚESTESCU"), &json!("ANA-MARIA"))
    );
    assert_eq!(
        (&row["_search"], &row["tel"]),
        (&json!("test@posta.example"), &json!("0700123123"))
    );
    let code = &row["cod_pacient"];
    let kept = clinic
        .admin("GET", &format!("/admin/medsoft/patients/{code}"), None, 200)
        .await;
    assert_eq!(
        (&kept["sex"], &kept["preferences"]),
        (&json!("2"), &json!("dimineața"))
    );
    assert_eq!(kept["birth"], Value::Null, "a birth date cannot be written");

    let change =
        json!({ "nume": "Test", "prenume": "Trei", "tel1": "", "email": "", "data_nastere": "1990-01-01" });
    let row = clinic.put(&format!("/pacient/{code}"), &change).await.rows()[0].clone();
    assert_eq!(keys(&row), ["_cod_pacient", "cod_pacient", "nume", "prenume"]);
    let kept = clinic
        .admin("GET", &format!("/admin/medsoft/patients/{code}"), None, 200)
        .await;
    assert_eq!(
        (&kept["phone"], &kept["second_phone"]),
        (&Value::Null, &json!("0264000000")),
        "only what was sent"
    );
    assert_eq!(
        (&kept["cnp"], &kept["birth"]),
        (&json!("2710814129916"), &Value::Null)
    );
    assert_eq!(
        clinic
            .get("/pacient/cauta?nume=TEST&prenume=TREI")
            .await
            .rows()
            .len(),
        1
    );
}

#[tokio::test]
async fn patients_that_break_a_rule_are_refused_and_change_nothing() {
    let clinic = Clinic::new().await;
    let code = clinic.patients().await[0];
    let before = clinic
        .admin("GET", &format!("/admin/medsoft/patients/{code}"), None, 200)
        .await;
    let good = json!({ "nume": "A", "prenume": "B", "tel1": "07", "email": "a@posta.example" });
    let broken = |field: &str, value: Value| {
        let mut body = good.clone();
        body[field] = value;
        body
    };
    for field in ["nume", "prenume", "tel1"] {
        for value in [Value::Null, json!(""), json!(7)] {
            clinic.post("/pacient", &broken(field, value)).await.refusal();
        }
    }
    clinic
        .post("/pacient", &broken("sex", json!("3")))
        .await
        .refusal();
    for field in ["nume", "prenume", "tel1", "email"] {
        let words = clinic
            .put(&format!("/pacient/{code}"), &broken(field, Value::Null))
            .await
            .refusal();
        assert!(words.contains(field), "{words}");
    }
    clinic
        .put(&format!("/pacient/{code}"), &broken("sex", json!(1)))
        .await
        .refusal();
    clinic.put("/pacient/999999", &good).await.refusal();
    clinic.put("/pacient/abc", &good).await.refusal();
    let sloppy = clinic.request(
        "POST",
        "/pacient",
        Some(r#"{"nume": "A", "prenume": "B", "tel1": "07",}"#),
    );
    clinic.send(sloppy).await.refusal();
    let untyped = clinic.request("POST", "/pacient", None).body(good.to_string());
    clinic.send(untyped).await.refusal();
    assert_eq!(
        clinic
            .admin("GET", &format!("/admin/medsoft/patients/{code}"), None, 200)
            .await,
        before
    );
    assert_eq!(
        clinic
            .get("/pacient/cauta?nume=A&prenume=B&telefon=07&search=a@posta")
            .await
            .rows()
            .len(),
        0
    );
}

#[tokio::test]
async fn a_status_is_set_and_cleared_and_the_reason_is_kept_out_of_the_api() {
    let clinic = Clinic::new().await;
    let visit = clinic
        .today()
        .await
        .into_iter()
        .find(|row| row["flags"][1] == false)
        .unwrap();
    let (patient, code) = (&visit["patient"]["code"], &visit["code"]);
    let path = format!("/pacient/{patient}/istoric/programari/{code}/status/2");
    let reason = "?motiv=n-a%20putut%20ajunge%20%26%20sun%C4%83%20m%C3%A2ine";
    let row = clinic
        .put(&format!("{path}/true{reason}"), &Value::Null)
        .await
        .rows()[0]
        .clone();
    assert_eq!((&row["_cod_programare"], &row["_status_2"]), (code, &json!(true)));
    let others = (1..=10).filter(|flag| *flag != 2);
    others.for_each(|flag| {
        assert_eq!(
            row[format!("_status_{flag}")],
            visit["flags"][flag - 1],
            "flag {flag}"
        )
    });
    let read = clinic
        .get(&format!("/pacient/{patient}/istoric/programari"))
        .await;
    assert!(read.rows().contains(&row));
    assert!(!read.text.contains("putut") && !row.to_string().contains("putut"));
    let kept = clinic
        .admin("GET", &format!("/admin/medsoft/appointments/{code}"), None, 200)
        .await;
    assert_eq!(kept["changes"][0]["motiv"], "n-a putut ajunge & sună mâine");
    assert_eq!(
        (&kept["changes"][0]["by"], &kept["set"]),
        (&json!("api"), &json!(set_with(&visit, 2)))
    );
    clinic.put(&format!("{path}/false"), &Value::Null).await.rows();
    let kept = clinic
        .admin("GET", &format!("/admin/medsoft/appointments/{code}"), None, 200)
        .await;
    assert_eq!(
        (&kept["flags"], kept["changes"].as_array().unwrap().len()),
        (&visit["flags"], 2)
    );
}

fn set_with(visit: &Value, flag: u64) -> Vec<u64> {
    let mut set: Vec<u64> = visit["set"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_u64)
        .collect();
    set.push(flag);
    set.sort_unstable();
    set
}

#[tokio::test]
async fn statuses_that_break_a_rule_are_refused_and_change_nothing() {
    let clinic = Clinic::new().await;
    let day = clinic.today().await;
    let (patient, code, other) = (
        &day[0]["patient"]["code"],
        &day[0]["code"],
        &day[1]["patient"]["code"],
    );
    let bare = clinic.admin("GET", "/admin/medsoft/today", None, 200).await["appointments"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["bare"] == true)
        .cloned()
        .expect("a row of today without a code");
    for path in [
        format!("{patient}/istoric/programari/{code}/status/0/true"),
        format!("{patient}/istoric/programari/{code}/status/11/true"),
        format!("{patient}/istoric/programari/{code}/status/1.0/true"),
        format!("{patient}/istoric/programari/{code}/status/2/da"),
        format!("{patient}/istoric/programari/{code}/status/9/true"),
        format!("{patient}/istoric/programari/1/status/2/true"),
        format!("{other}/istoric/programari/{code}/status/2/true"),
        format!(
            "{}/istoric/programari/{}/status/2/true",
            bare["patient"]["code"], bare["code"]
        ),
    ] {
        clinic
            .put(&format!("/pacient/{path}"), &Value::Null)
            .await
            .refusal();
    }
    let kept = clinic
        .admin("GET", &format!("/admin/medsoft/appointments/{code}"), None, 200)
        .await;
    assert_eq!(kept, day[0]);
}

#[tokio::test]
async fn gdpr_new_makes_a_form_each_time_and_last_reads_the_newest() {
    let clinic = Clinic::new().await;
    let new = json!({ "nume": "A", "prenume": "B", "tel1": "07" });
    let patient = clinic.post("/pacient", &new).await.rows()[0]["cod_pacient"].clone();
    clinic
        .get(&format!("/pacient/{patient}/GDPR/LAST"))
        .await
        .refusal();
    let first = clinic.get(&format!("/pacient/{patient}/GDPR/NEW")).await.rows()[0].clone();
    let second = clinic.get(&format!("/pacient/{patient}/GDPR/NEW")).await.rows()[0].clone();
    assert_eq!(keys(&second), ["URL", "cod_fisa", "data_adaugare"]);
    assert!(second["cod_fisa"].as_u64() > first["cod_fisa"].as_u64());
    let address = second["URL"].as_str().unwrap();
    assert!(
        address.starts_with("https://") && address.ends_with(' '),
        "{address:?}"
    );
    assert_eq!(second["data_adaugare"], "2026-03-02 11:40:00");
    assert_eq!(
        clinic.get(&format!("/pacient/{patient}/GDPR/LAST")).await.rows(),
        std::slice::from_ref(&second)
    );
    let view = clinic
        .get(&format!("/pacient/{patient}/GDPR/LAST?readonly=true"))
        .await
        .rows()[0]
        .clone();
    assert_eq!(view["cod_fisa"], second["cod_fisa"]);
    assert_ne!(view["URL"], second["URL"]);
    clinic
        .get(&format!("/pacient/{patient}/GDPR/OLD"))
        .await
        .refusal();
    let kept = clinic
        .admin("GET", &format!("/admin/medsoft/patients/{patient}"), None, 200)
        .await;
    assert_eq!(kept["forms"].as_array().unwrap().len(), 2);
}
