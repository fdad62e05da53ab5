//! The laboratory: attendances and reports, by the little its document says.

use base64::Engine;
use serde_json::{Value, json};

use crate::support::{Clinic, Reply, options};

const PDF: &[u8] = b"%PDF-1.4\n%\xE2\xE3\xCF\xD3\n1 0 obj\nendobj\n%%EOF\n";

async fn clinic() -> Clinic {
    Clinic::with(options(3)).await
}

fn request(clinic: &Clinic, method: &str, path: &str) -> reqwest::RequestBuilder {
    let account = clinic.serving.accounts().gensoft;
    clinic
        .http
        .request(
            method.parse().unwrap(),
            format!("{}/api/v1/{path}", account.base_url),
        )
        .header("Authorization", account.key)
}

async fn attend(clinic: &Clinic, body: &Value) -> Reply {
    let request = request(clinic, "POST", "attendance/").header("Content-Type", "application/json");
    clinic.send(request.body(body.to_string())).await
}

async fn upload(clinic: &Clinic, id: &str, kind: &str, body: Vec<u8>) -> Reply {
    let request = request(clinic, "PUT", &format!("results/upload/execution/{id}"));
    clinic.send(request.header("Content-Type", kind).body(body)).await
}

async fn raw(clinic: &Clinic, id: &str) -> Reply {
    upload(clinic, id, "application/pdf", PDF.to_vec()).await
}

#[tokio::test]
async fn an_attendance_is_made_and_changed_and_every_message_is_kept() {
    let clinic = clinic().await;
    let created = json!({ "attendance": { "id": "A-1", "event": "created" }, "patient": { "name": "José" } });
    let answer = attend(&clinic, &created).await.json();
    assert_eq!(answer, json!({ "id": "A-1", "status": "created" }));
    let cancelled = json!({ "attendance": { "id": "A-1", "event": "cancelled" } });
    let answer = attend(&clinic, &cancelled).await.json();
    assert_eq!(answer, json!({ "id": "A-1", "status": "updated" }));
    for nameless in ["sem-id-1", "sem-id-2"] {
        let answer = attend(&clinic, &json!({ "patient": "Ana" })).await.json();
        assert_eq!(answer, json!({ "id": nameless, "status": "created" }));
    }
    let kept = clinic.admin("GET", "/admin/gensoft/attendances", None, 200).await;
    let bodies: Vec<_> = kept["A-1"]
        .as_array()
        .unwrap()
        .iter()
        .map(|sent| &sent["body"])
        .collect();
    assert_eq!(bodies, [&created, &cancelled]);
}

#[tokio::test]
async fn what_is_no_json_object_is_refused() {
    let clinic = clinic().await;
    for body in ["", "[]", "{}", "7", "{"] {
        let request = request(&clinic, "POST", "attendance/").header("Content-Type", "application/json");
        let answer = clinic.send(request.body(body)).await;
        assert!(
            answer.status == 400 && answer.json()["detail"].is_string(),
            "{body}"
        );
    }
    let untyped = request(&clinic, "POST", "attendance/").body(r#"{"id":1}"#);
    assert_eq!(clinic.send(untyped).await.status, 400);
    let html = request(&clinic, "POST", "attendance/")
        .header("Content-Type", "application/json")
        .header("Accept", "text/html");
    assert_eq!(clinic.send(html.body(r#"{"id":1}"#)).await.status, 406);
    let kept = clinic.admin("GET", "/admin/gensoft/attendances", None, 200).await;
    assert_eq!(kept, json!({}));
}

#[tokio::test]
async fn a_strict_laboratory_wants_its_own_words() {
    let clinic = clinic().await;
    clinic
        .dialect_of("gensoft", json!({ "body": "portuguese" }))
        .await;
    let refused = attend(&clinic, &json!({ "patient": { "name": "José" } })).await;
    assert_eq!(refused.status, 400);
    assert!(refused.text.contains("paciente.nome"), "{}", refused.text);
    let whole = json!({
        "atendimento": { "codigo": "A-1", "evento": "criado" }, "paciente": { "nome": "José" },
        "procedimentos": [{ "codigo": "CFTR" }],
    });
    assert_eq!(attend(&clinic, &whole).await.json()["id"], "A-1");
}

#[tokio::test]
async fn the_key_stands_alone_or_after_a_word() {
    let clinic = clinic().await;
    let key = clinic.serving.accounts().gensoft.key;
    for (form, good) in [("bare", key.clone()), ("api_key", format!("ApiKey {key}"))] {
        clinic.dialect_of("gensoft", json!({ "key_form": form })).await;
        for sent in [
            key.clone(),
            format!("ApiKey {key}"),
            format!("Bearer {key}"),
            "no".into(),
        ] {
            let url = format!(
                "{}/api/v1/attendance/",
                clinic.serving.accounts().gensoft.base_url
            );
            let request = clinic.http.post(url).header("Authorization", &sent);
            let request = request
                .header("Content-Type", "application/json")
                .body(r#"{"id":1}"#);
            let expected = if sent == good { 200 } else { 401 };
            assert_eq!(clinic.send(request).await.status, expected, "{sent} as {form}");
        }
    }
    clinic.dialect_of("gensoft", json!({ "key_form": "bare" })).await;
    let new = clinic.admin("POST", "/admin/gensoft/key", None, 200).await;
    assert_ne!(new, json!(key));
    assert_eq!(attend(&clinic, &json!({ "id": 1 })).await.status, 200);
}

#[tokio::test]
async fn a_report_replaces_the_one_before() {
    let clinic = clinic().await;
    assert_eq!(raw(&clinic, "10").await.json(), json!({ "id": 10, "version": 1 }));
    let newer = [PDF, b"% 2\n%%EOF\n"].concat();
    let answer = upload(&clinic, "10", "application/pdf", newer.clone()).await;
    assert_eq!(answer.json()["version"], 2);
    let executions = clinic.admin("GET", "/admin/gensoft/executions", None, 200).await;
    let sizes: Vec<_> = executions["10"]["reports"]
        .as_array()
        .unwrap()
        .iter()
        .map(|report| report["bytes"].as_u64().unwrap() as usize)
        .collect();
    assert_eq!(sizes, [PDF.len(), newer.len()]);
    assert!(executions["11"]["reports"].as_array().unwrap().is_empty());
    let url = format!("{}/admin/gensoft/executions/10/report", clinic.serving.origin());
    let stored = clinic.http.get(&url).send().await.unwrap().bytes().await.unwrap();
    assert_eq!(stored, newer);
    let none = url.replace("/10/", "/11/");
    assert_eq!(clinic.send(clinic.http.get(none)).await.status, 404);
}

#[tokio::test]
async fn a_report_travels_in_the_dialects_way_and_is_a_pdf() {
    let clinic = clinic().await;
    let multipart = [
        b"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"laudo.pdf\"\r\n\
          Content-Type: application/pdf\r\n\r\n"
            .as_slice(),
        PDF,
        b"\r\n--b--\r\n",
    ]
    .concat();
    let text = base64::engine::general_purpose::STANDARD.encode(PDF);
    let base64 = json!({ "file": text }).to_string().into_bytes();
    let ways = [
        ("raw", "application/pdf", PDF.to_vec()),
        ("multipart", "multipart/form-data; boundary=b", multipart),
        ("base64", "application/json", base64),
    ];
    for (dialect, ..) in &ways {
        clinic.dialect_of("gensoft", json!({ "upload": dialect })).await;
        for (way, kind, body) in &ways {
            let status = upload(&clinic, "10", kind, body.clone()).await.status;
            assert_eq!(status == 200, way == dialect, "{way} in {dialect}: {status}");
        }
    }
    clinic.dialect_of("gensoft", json!({ "upload": "raw" })).await;
    let cut = PDF[..PDF.len() - 8].to_vec();
    assert_eq!(upload(&clinic, "10", "application/pdf", cut).await.status, 400);
}

#[tokio::test]
async fn an_unknown_execution_is_not_there_or_gone() {
    let clinic = clinic().await;
    for (dialect, status) in [("not_found", 404), ("gone", 410)] {
        clinic
            .dialect_of("gensoft", json!({ "unknown_execution": dialect }))
            .await;
        for id in ["41", "0", "dez", "-1"] {
            assert_eq!(raw(&clinic, id).await.status, status, "{id}");
        }
    }
}

#[tokio::test]
async fn answers_errors_and_slashes_have_their_forms() {
    let clinic = clinic().await;
    clinic.dialect_of("gensoft", json!({ "answer": "list" })).await;
    assert_eq!(attend(&clinic, &json!({ "id": 7 })).await.json()[0]["id"], "7");
    clinic.dialect_of("gensoft", json!({ "answer": "nothing" })).await;
    let answer = raw(&clinic, "10").await;
    assert_eq!((answer.status, answer.text.as_str()), (204, ""));
    clinic
        .dialect_of("gensoft", json!({ "error_body": "error" }))
        .await;
    assert!(raw(&clinic, "99").await.json()["error"].is_string());
    clinic
        .dialect_of("gensoft", json!({ "error_body": "html" }))
        .await;
    assert!(raw(&clinic, "99").await.text.starts_with("<!DOCTYPE html>"));
    let slashless = || {
        let request = request(&clinic, "POST", "attendance");
        request
            .header("Content-Type", "application/json")
            .body(r#"{"id":7}"#)
    };
    for (dialect, status) in [("either", 204), ("as_printed", 404)] {
        clinic.dialect_of("gensoft", json!({ "slash": dialect })).await;
        assert_eq!(clinic.send(slashless()).await.status, status);
        assert_eq!(raw(&clinic, "10/").await.status, status);
        assert_eq!(raw(&clinic, "10").await.status, 204);
        assert_eq!(attend(&clinic, &json!({ "id": 7 })).await.status, 204);
    }
    let get = request(&clinic, "GET", "attendance/");
    assert_eq!(clinic.send(get).await.status, 405);
}
