//! What the admin routes show and do.

use serde_json::{Value, json};

use crate::support::{Clinic, options};

#[tokio::test]
async fn today_is_the_day_that_the_patients_rows_tell() {
    let clinic = Clinic::new().await;
    let day = clinic.admin("GET", "/admin/medsoft/today", None, 200).await;
    assert_eq!(
        (&day["date"], &day["now"]),
        (&json!("2026-03-02"), &json!("2026-03-02T11:40:00"))
    );
    let visits = day["appointments"].as_array().unwrap();
    assert!((45..=60).contains(&visits.len()), "{}", visits.len());
    for visit in visits {
        let path = format!("/pacient/{}/istoric/programari", visit["patient"]["code"]);
        let rows = clinic.get(&path).await.rows();
        let row = rows.iter().find(|row| row["Data"] == "2026-03-02").unwrap();
        assert_eq!(
            (&row["Ora inceput"], &row["Doctor"]),
            (&visit["start"], &visit["doctor"]["name"])
        );
        assert_eq!(row.get("_cod_programare").is_none(), visit["bare"] == true);
    }
    assert!(visits.iter().any(|visit| visit["bare"] == true));
    let other = clinic
        .admin("GET", "/admin/medsoft/today?date=2026-03-03", None, 200)
        .await;
    assert_eq!(other["date"], "2026-03-03");
}

#[tokio::test]
async fn a_colleague_moves_marks_books_and_deletes() {
    let clinic = Clinic::new().await;
    let visit = clinic.today().await[0].clone();
    let (patient, path) = (
        &visit["patient"]["code"],
        format!("/admin/medsoft/appointments/{}", visit["code"]),
    );
    let rows = format!("/pacient/{patient}/istoric/programari");
    let edit = json!({ "date": "2026-03-04", "start": "17:10", "room": "Cabinet 9", "flags": { "6": true }, "motiv": "sunat" });
    let moved = clinic.admin("POST", &path, Some(edit), 200).await;
    assert_eq!(
        (&moved["changes"][0]["by"], &moved["changes"][0]["motiv"]),
        (&json!("colleague"), &json!("sunat"))
    );
    let find = |rows: Vec<Value>| {
        rows.into_iter()
            .find(|row| row["_cod_programare"] == visit["code"])
    };
    let row = find(clinic.get(&rows).await.rows()).unwrap();
    assert_eq!(
        (&row["Data"], &row["Ora inceput"]),
        (&json!("2026-03-04"), &json!("17:10"))
    );
    assert_eq!(
        (&row["Cabinet"], &row["_status_6"]),
        (&json!("Cabinet 9"), &json!(true))
    );
    clinic.admin("DELETE", &path, None, 200).await;
    assert!(find(clinic.get(&rows).await.rows()).is_none());
    clinic.admin("GET", &path, None, 404).await;

    let booked = clinic
        .admin(
            "POST",
            "/admin/medsoft/appointments",
            Some(json!({ "patient": patient })),
            200,
        )
        .await;
    assert_eq!(
        (&booked["date"], &booked["start"]),
        (&json!("2026-03-02"), &json!("11:40"))
    );
    assert!(
        clinic
            .get(&rows)
            .await
            .rows()
            .iter()
            .any(|row| row["_cod_programare"] == booked["code"])
    );
    let path = format!("/admin/medsoft/appointments/{}", booked["code"]);
    for wrong in [
        json!({ "start": "late" }),
        json!({ "doctor": 99 }),
        json!({ "flags": { "11": true } }),
        json!({ "end": "08:00" }),
    ] {
        clinic.admin("POST", &path, Some(wrong), 400).await;
    }
    assert_eq!(clinic.admin("GET", &path, None, 200).await, booked);
}

#[tokio::test]
async fn a_status_is_renamed_re_meant_and_switched_off() {
    let clinic = Clinic::new().await;
    let change = json!({ "name": "Plecat", "color": "#123456", "active": false, "displayed": false, "success": false });
    clinic
        .admin("POST", "/admin/medsoft/statuses/2", Some(change), 200)
        .await;
    let row = clinic.get("/statusProgramari").await.rows()[1].clone();
    let expected = json!({ "index": 2.0, "activ": 0, "denumire": "Plecat", "culoare": "#123456",
        "is_programare_displayed": 0, "is_programare_succes": 0 });
    assert_eq!(row, expected);
    clinic
        .admin("POST", "/admin/medsoft/statuses/11", Some(json!({})), 404)
        .await;
    clinic
        .admin("POST", "/admin/medsoft/statuses/0", Some(json!({})), 404)
        .await;
    assert_eq!(
        clinic.admin("GET", "/admin/medsoft/statuses", None, 200).await[1]["name"],
        "Plecat"
    );
}

#[tokio::test]
async fn a_colleague_changes_a_patient() {
    let clinic = Clinic::new().await;
    let code = clinic.patients().await[0];
    let edit = json!({ "last": "Schimbat", "phone": "", "email": "nou@posta.example" });
    clinic
        .admin(
            "POST",
            &format!("/admin/medsoft/patients/{code}"),
            Some(edit),
            200,
        )
        .await;
    let row = clinic
        .get(&format!("/pacient/cauta?cod_pacient={code}"))
        .await
        .rows()[0]
        .clone();
    assert_eq!((&row["nume"], row.get("tel")), (&json!("Schimbat"), None));
    assert_eq!(
        clinic.get("/pacient/cauta?search=nou@posta").await.rows().len(),
        1
    );
    clinic
        .admin("GET", "/admin/medsoft/patients/999999", None, 404)
        .await;
}

#[tokio::test]
async fn the_log_tells_what_arrived_and_what_came_of_it() {
    let clinic = Clinic::with(options(20)).await;
    clinic.get("/medici").await;
    clinic.get("/pacient/cauta?search=ana").await;
    clinic
        .admin(
            "POST",
            "/admin/faults",
            Some(json!({ "kind": "drop_after", "operation": "all-stock" })),
            200,
        )
        .await;
    assert!(clinic.request("GET", "/stoc", None).send().await.is_err());
    clinic.get("/nicaieri").await;
    let log = clinic.admin("GET", "/admin/medsoft/log", None, 200).await;
    assert_eq!(
        log["counts"],
        json!({ "all-stock": 1, "doctors": 1, "find-patients": 1, "unknown": 1 })
    );
    let line = |index: usize| &log["requests"][index];
    assert_eq!(
        (&line(0)["operation"], &line(0)["method"], &line(0)["status"]),
        (&json!("doctors"), &json!("GET"), &json!(200))
    );
    assert!(
        line(1)["path"]
            .as_str()
            .unwrap()
            .ends_with("/pacient/cauta?search=ana")
    );
    assert_eq!(
        (&line(2)["status"], &line(2)["applied"]),
        (&Value::Null, &json!(true))
    );
    assert_eq!(
        (&line(2)["faults"], &line(3)["status"]),
        (&json!(["drop_after"]), &json!(404))
    );
    assert_eq!(
        (&line(0)["number"], &line(0)["at"]),
        (&json!(1), &json!("2026-03-02T09:40:00Z"))
    );
    let cleared = clinic.admin("DELETE", "/admin/medsoft/log", None, 200).await;
    assert_eq!(cleared, json!({ "counts": {}, "requests": [] }));
}

#[tokio::test]
async fn accounts_and_dialect_can_be_asked() {
    let clinic = Clinic::with(options(5)).await;
    let accounts = clinic.admin("GET", "/admin/accounts", None, 200).await;
    assert_eq!(accounts, serde_json::to_value(clinic.serving.accounts()).unwrap());
    assert_eq!(accounts["medsoft"]["base_url"], clinic.serving.medsoft_base_url());
    clinic.dialect(json!({ "preset": "b" })).await;
    let dialect = clinic.admin("GET", "/admin/dialect", None, 200).await;
    assert_eq!(
        (&dialect["medsoft"]["pdf"], &dialect["medsoft"]["empty_search"]),
        (&json!("mangled"), &json!({ "capped": 100 }))
    );
    clinic
        .admin(
            "POST",
            "/admin/dialect",
            Some(json!({ "medsoft": { "pdf": "burnt" } })),
            400,
        )
        .await;
}

#[tokio::test]
async fn stock_can_be_asked_exactly() {
    let clinic = Clinic::with(options(5)).await;
    let stock = clinic.admin("GET", "/admin/medsoft/stock", None, 200).await;
    assert_eq!(stock[0], json!({ "code": 1, "quantity": "13.000" }));
}
