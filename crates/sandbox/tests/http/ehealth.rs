//! The register of contract requests, asked as its document and the public specification say.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::DateTime;
use frontdesk_sandbox::SandboxOptions;
use serde_json::{Value, json};

use crate::support::{Clinic, Reply, keys, options};

async fn clinic() -> Clinic {
    Clinic::with(options(3)).await
}

async fn get(clinic: &Clinic, path: &str) -> Reply {
    let account = clinic.serving.accounts().ehealth;
    let request = clinic
        .http
        .get(format!("{}/api/contract_requests/{path}", account.base_url))
        .header("Content-Type", "application/json")
        .header("Authorization", format!("Bearer {}", account.token));
    let request = match account.psk {
        Some(psk) => request.header("X-Custom-PSK", psk),
        None => request,
    };
    clinic.send(request).await
}

/// The ids of the requests of a kind and status; `own` those of the account.
async fn ids(clinic: &Clinic, kind: &str, status: &str, own: bool) -> Vec<String> {
    let rows = clinic.admin("GET", "/admin/ehealth/requests", None, 200).await;
    rows.as_array()
        .unwrap()
        .iter()
        .filter(|row| row["kind"] == kind && row["status"] == status && row["own"] == own)
        .map(|row| row["id"].as_str().unwrap().to_owned())
        .collect()
}

async fn details(clinic: &Clinic, kind: &str, status: &str) -> Value {
    let id = &ids(clinic, kind, status, true).await[0];
    get(clinic, &format!("{}/{id}", kind.to_lowercase())).await.json()
}

fn refusal(reply: &Reply) -> (u16, String, String) {
    let json = reply.json();
    assert_eq!(json["meta"]["code"], reply.status, "{json}");
    assert!(json.get("data").is_none());
    let text = |key: &str| json["error"][key].as_str().unwrap().to_owned();
    (reply.status, text("type"), text("message"))
}

fn refused(status: u16, kind: &str, message: &str) -> (u16, String, String) {
    (status, kind.to_owned(), message.to_owned())
}

/// The keys that the document's two samples print in `data`.
const BOTH: [&str; 23] = [
    "id",
    "contract_type",
    "contractor_legal_entity",
    "contractor_owner",
    "contractor_base",
    "contractor_payment_details",
    "id_form",
    "nhs_signer",
    "nhs_legal_entity",
    "nhs_signer_base",
    "nhs_contract_price",
    "nhs_payment_method",
    "status",
    "status_reason",
    "issue_city",
    "contract_number",
    "contract_id",
    "parent_contract_id",
    "start_date",
    "end_date",
    "printout_content",
    "previous_request_id",
    "assignee_id",
];
const CAPITATION: [&str; 5] = [
    "contractor_rmsp_amount",
    "contractor_divisions",
    "contractor_employee_divisions",
    "external_contractor_flag",
    "external_contractors",
];

#[tokio::test]
async fn a_request_of_each_kind_and_status_has_the_keys_of_the_samples() {
    let clinic = clinic().await;
    for (kind, own_keys) in [
        ("CAPITATION", &CAPITATION[..]),
        ("REIMBURSEMENT", &["medical_programs"]),
    ] {
        for status in [
            "NEW",
            "IN_PROCESS",
            "APPROVED",
            "DECLINED",
            "TERMINATED",
            "PENDING_NHS_SIGN",
            "NHS_SIGNED",
            "SIGNED",
        ] {
            let answer = details(&clinic, kind, status).await;
            let meta = &answer["meta"];
            assert_eq!((&meta["code"], &meta["type"]), (&json!(200), &json!("object")));
            assert!(meta["request_id"].is_string() && meta["url"].is_string());
            let data = &answer["data"];
            assert_eq!(
                (&data["contract_type"], &data["status"]),
                (&json!(kind), &json!(status))
            );
            let mut expected = [&BOTH[..], own_keys, &["inserted_at", "updated_at"]].concat();
            expected.sort_unstable();
            assert_eq!(keys(data), expected);
            let documents = answer["urgent"]["documents"].as_array().unwrap();
            let expected = match status {
                "IN_PROCESS" => 0,
                "SIGNED" | "NHS_SIGNED" => 3,
                _ => 2,
            };
            assert_eq!(documents.len(), expected, "{status}");
        }
    }
    let hours =
        &details(&clinic, "CAPITATION", "NEW").await["data"]["contractor_divisions"][0]["working_hours"];
    assert_eq!(hours["mon"], json!([["08.00", "12.00"], ["14.00", "18.00"]]));
    assert_eq!((&hours["fri"][0][0], hours.get("sat")), (&json!("8.30"), None));
}

#[tokio::test]
async fn some_requests_are_begun_and_lack_their_clinic() {
    let clinic = clinic().await;
    let id = &ids(&clinic, "CAPITATION", "NEW", true).await[1];
    let data = &get(&clinic, &format!("CAPITATION/{id}")).await.json()["data"];
    assert_eq!(
        (
            &data["contractor_legal_entity"],
            &data["contractor_employee_divisions"]
        ),
        (&Value::Null, &Value::Null)
    );
    clinic.dialect_of("ehealth", json!({ "missing": "absent" })).await;
    let data = &get(&clinic, &format!("capitation/{id}")).await.json()["data"];
    assert!(!keys(data).contains(&"contractor_legal_entity"));
    assert!(!data.to_string().contains("null"));
}

#[tokio::test]
async fn every_refusal_of_the_document_can_be_had() {
    let clinic = clinic().await;
    let own = ids(&clinic, "REIMBURSEMENT", "NEW", true).await[0].clone();
    let path = format!("reimbursement/{own}");
    let foreign = ids(&clinic, "REIMBURSEMENT", "NEW", false).await[0].clone();
    let ask = get(&clinic, &format!("reimbursement/{foreign}")).await;
    let words = "You are not allowed to view this contract request";
    assert_eq!(refusal(&ask), refused(403, "forbidden", words));
    // The right id under the other kind is not there.
    for path in [
        format!("capitation/{own}"),
        "reimbursement/d290f1ee-6c54-4b01-90e6-d701748f0851".to_owned(),
    ] {
        let id = path.split('/').nth(1).unwrap();
        let words = format!("Contract request with id={id} doesn't exist");
        assert_eq!(
            refusal(&get(&clinic, &path).await),
            refused(404, "not_found", &words)
        );
    }
    for (change, words) in [
        (json!({ "user_active": false }), "user is not active"),
        (
            json!({ "user_active": true, "client_active": false }),
            "Client is not active",
        ),
        (
            json!({ "client_active": true, "scope": "contract:read" }),
            "Your scope",
        ),
    ] {
        clinic
            .admin("POST", "/admin/ehealth/user", Some(change), 200)
            .await;
        let (status, kind, message) = refusal(&get(&clinic, &path).await);
        assert_eq!((status, kind.as_str()), (403, "forbidden"));
        assert!(message.starts_with(words), "{message}");
    }
    let back = json!({ "scope": "employee:read contract_request:read" });
    clinic.admin("POST", "/admin/ehealth/user", Some(back), 200).await;
    assert_eq!(get(&clinic, &path).await.status, 200);
    clinic.admin("POST", "/admin/ehealth/expire", None, 200).await;
    let ended = refused(401, "access_denied", "Access token is expired");
    assert_eq!(refusal(&get(&clinic, &path).await), ended);
    let url = format!(
        "{}/api/contract_requests/{path}",
        clinic.serving.accounts().ehealth.base_url
    );
    for header in [None, Some("Bearer nobody"), Some("nobody")] {
        let request = clinic.http.get(&url);
        let request = match header {
            Some(header) => request.header("Authorization", header),
            None => request,
        };
        let answer = clinic.send(request).await;
        assert_eq!(
            refusal(&answer),
            refused(401, "access_denied", "Invalid access token")
        );
    }
}

#[tokio::test]
async fn the_other_dialect_says_and_shows_it_otherwise() {
    let clinic = clinic().await;
    clinic
        .dialect_of("ehealth", json!({ "preset": "b", "unauthorized": "envelope" }))
        .await;
    let answer = details(&clinic, "REIMBURSEMENT", "SIGNED").await;
    let data = &answer["data"];
    assert_eq!(
        (&data["type"], data.get("contract_type")),
        (&json!("REIMBURSEMENT"), None)
    );
    assert!(data["medical_program_id"].is_string() && data.get("medical_programs").is_none());
    assert!(data.to_string().contains(".0,"), "{data}");
    let sample = json!([{ "type": "SIGNED_CONTENT", "url": "https://storage.ehealth.world" }]);
    assert_eq!(answer["urgent"]["documents"], sample);
    let new = details(&clinic, "CAPITATION", "NEW").await;
    assert_eq!(new["urgent"]["documents"], sample);
    let (status, kind, _) = refusal(&get(&clinic, "capitation/7").await);
    assert_eq!((status, kind.as_str()), (422, "validation_failed"));
    let (status, kind, _) = refusal(&get(&clinic, "barter/7").await);
    assert_eq!((status, kind.as_str()), (500, "internal_error"));
    let foreign = ids(&clinic, "CAPITATION", "NEW", false).await[0].clone();
    let words = "User is not allowed to perform this action";
    let answer = get(&clinic, &format!("capitation/{foreign}")).await;
    assert_eq!(refusal(&answer), refused(403, "forbidden", words));
    let nobody = "capitation/d290f1ee-6c54-4b01-90e6-d701748f0851";
    let words = "Contract Request not found";
    assert_eq!(
        refusal(&get(&clinic, nobody).await),
        refused(404, "not_found", words)
    );
    clinic
        .dialect_of("ehealth", json!({ "unknown_kind": "validation_failed" }))
        .await;
    assert_eq!(get(&clinic, "barter/7").await.status, 422);
    clinic
        .dialect_of(
            "ehealth",
            json!({ "unknown_kind": "not_found", "bad_id": "not_found" }),
        )
        .await;
    assert_eq!(get(&clinic, "barter/7").await.status, 404);
    assert_eq!(get(&clinic, "capitation/7").await.status, 404);
}

#[tokio::test]
async fn the_shared_key_is_asked_for_in_one_dialect() {
    let clinic = clinic().await;
    assert_eq!(clinic.serving.accounts().ehealth.psk, None);
    clinic.dialect_of("ehealth", json!({ "psk": "required" })).await;
    assert_eq!(get(&clinic, "capitation").await.status, 200);
    let account = clinic.serving.accounts().ehealth;
    let bare = clinic
        .http
        .get(format!("{}/api/contract_requests/capitation", account.base_url))
        .header("Authorization", format!("Bearer {}", account.token));
    let words = "X-Custom-PSK is not valid";
    assert_eq!(
        refusal(&clinic.send(bare).await),
        refused(403, "forbidden", words)
    );
}

async fn refresh(clinic: &Clinic, changes: Value) -> Reply {
    let account = clinic.serving.accounts().ehealth;
    let mut token = json!({
        "grant_type": "refresh_token", "client_id": account.client_id, "client_secret": account.client_secret,
        "refresh_token": account.refresh_token,
    });
    for (name, value) in changes.as_object().unwrap() {
        token[name] = value.clone();
    }
    let request = clinic
        .http
        .post(format!("{}/oauth/tokens", account.base_url))
        .header("Content-Type", "application/json")
        .body(json!({ "token": token }).to_string());
    clinic.send(request).await
}

#[tokio::test]
async fn a_token_ends_and_a_refresh_token_gives_another() {
    let seconds = Arc::new(AtomicI64::new(1_772_444_400));
    let clock = seconds.clone();
    let clinic = Clinic::with(SandboxOptions {
        now: Arc::new(move || DateTime::from_timestamp(clock.load(Ordering::SeqCst), 0).unwrap()),
        ..options(3)
    })
    .await;
    let first = clinic.serving.accounts().ehealth;
    seconds.fetch_add(24 * 3600 - 1, Ordering::SeqCst);
    assert_eq!(get(&clinic, "capitation").await.status, 200);
    seconds.fetch_add(1, Ordering::SeqCst);
    assert_eq!(get(&clinic, "capitation").await.status, 401);
    clinic
        .dialect_of("ehealth", json!({ "unauthorized": "html" }))
        .await;
    assert!(
        get(&clinic, "capitation")
            .await
            .text
            .starts_with("<!DOCTYPE html>")
    );
    let answer = refresh(&clinic, json!({})).await;
    let data = answer.json()["data"].clone();
    assert_eq!(
        (answer.status, &data["name"], &data["expires_at"]),
        (201, &json!("access_token"), &json!(1_772_444_400 + 2 * 24 * 3600))
    );
    let second = clinic.serving.accounts().ehealth;
    assert_eq!(
        (&data["value"], &second.refresh_token),
        (&json!(second.token), &first.refresh_token)
    );
    assert_ne!(first.token, second.token);
    assert_eq!(get(&clinic, "capitation").await.status, 200);
    clinic
        .dialect_of("ehealth", json!({ "refresh": "rotates", "token_life": "hour" }))
        .await;
    let data = refresh(&clinic, json!({})).await.json()["data"].clone();
    assert_eq!(data["expires_at"], json!(1_772_444_400 + 25 * 3600));
    assert_ne!(data["details"]["refresh_token"], json!(first.refresh_token));
    let spent = refresh(&clinic, json!({ "refresh_token": first.refresh_token })).await;
    assert_eq!(
        (spent.status, refusal(&spent).1),
        (401, "access_denied".to_owned())
    );
    let other = refresh(&clinic, json!({ "grant_type": "password" })).await;
    assert_eq!(refusal(&other).0, 422);
}

#[tokio::test]
async fn an_access_given_anew_ends_the_old_one() {
    let clinic = clinic().await;
    let old = clinic.serving.accounts().ehealth;
    let new = clinic.admin("POST", "/admin/ehealth/key", None, 200).await;
    assert_eq!(new["client_id"], json!(old.client_id));
    assert_eq!(get(&clinic, "capitation").await.status, 200);
    for change in [
        json!({ "client_secret": old.client_secret }),
        json!({ "refresh_token": old.refresh_token }),
    ] {
        assert_eq!(refresh(&clinic, change).await.status, 401);
    }
    let request = clinic
        .http
        .get(format!("{}/api/contract_requests/capitation", old.base_url))
        .header("Authorization", format!("Bearer {}", old.token));
    assert_eq!(clinic.send(request).await.status, 401);
}

#[tokio::test]
async fn the_list_has_pages_filters_and_rows_with_ids() {
    let clinic = clinic().await;
    let all = get(&clinic, "capitation").await.json();
    assert_eq!(all["meta"]["type"], "list");
    assert_eq!(
        all["paging"],
        json!({ "page_number": 1, "page_size": 50, "total_entries": 16, "total_pages": 1 })
    );
    let own = clinic.serving.accounts().ehealth.client_id;
    for row in all["data"].as_array().unwrap() {
        assert_eq!(row["contractor_legal_entity_id"], json!(own));
        assert!(row.get("contractor_divisions").is_none() && row.get("nhs_contract_price").is_some());
    }
    let signed = get(&clinic, "reimbursement?status=SIGNED").await.json();
    let signed = signed["data"].as_array().unwrap();
    assert_eq!(signed.len(), 2);
    assert!(signed[0]["medical_programs"].is_array() && signed[0].get("nhs_contract_price").is_none());
    let program = signed[1]["medical_programs"][1].as_str().unwrap();
    let with = get(&clinic, &format!("reimbursement?medical_program_id={program}")).await;
    assert_eq!(with.json()["paging"]["total_entries"], 8);
    let id = signed[0]["id"].as_str().unwrap();
    let one = get(&clinic, &format!("reimbursement/?id={id}&status=SIGNED"))
        .await
        .json();
    assert_eq!(one["data"].as_array().unwrap().len(), 1);
    let one = get(&clinic, &format!("reimbursement?id={id}&status=NEW"))
        .await
        .json();
    assert_eq!(
        (&one["data"], &one["paging"]["total_pages"]),
        (&json!([]), &json!(1))
    );
    assert_eq!(
        get(&clinic, "reimbursement?edrpou=1").await.json()["data"],
        json!([])
    );
    let last = get(&clinic, "capitation?page=3&page_size=7").await.json();
    assert_eq!(
        (
            last["data"].as_array().unwrap().len(),
            &last["paging"]["total_pages"]
        ),
        (2, &json!(3))
    );
    assert_eq!(refusal(&get(&clinic, "capitation?page=0").await).0, 422);
    clinic.dialect_of("ehealth", json!({ "page_limit": "ten" })).await;
    let first = get(&clinic, "capitation?page_size=50").await.json();
    assert_eq!(
        (
            first["data"].as_array().unwrap().len(),
            &first["paging"]["total_pages"]
        ),
        (10, &json!(2))
    );
}

#[tokio::test]
async fn documents_open_by_their_address_alone_and_for_a_while() {
    let seconds = Arc::new(AtomicI64::new(1_772_444_400));
    let clock = seconds.clone();
    let clinic = Clinic::with(SandboxOptions {
        now: Arc::new(move || DateTime::from_timestamp(clock.load(Ordering::SeqCst), 0).unwrap()),
        ..options(3)
    })
    .await;
    let documents = details(&clinic, "CAPITATION", "SIGNED").await["urgent"]["documents"].clone();
    let url = |at: usize| documents[at]["url"].as_str().unwrap().to_owned();
    assert_eq!(
        [0, 1, 2].map(|at| documents[at]["type"].as_str().unwrap()),
        [
            "CONTRACT_REQUEST_STATUTE",
            "CONTRACT_REQUEST_ADDITIONAL_DOCUMENT",
            "SIGNED_CONTENT"
        ]
    );
    let statute = clinic.send(clinic.http.get(url(0))).await;
    assert!(statute.status == 200 && statute.text.starts_with("%PDF-1.4"));
    assert!(url(0).starts_with(&clinic.serving.origin()));
    let signed = clinic.send(clinic.http.get(url(2))).await;
    assert_eq!(signed.headers["content-type"], "application/pkcs7-mime");
    let with_bearer = clinic.http.get(url(0)).header("Authorization", "Bearer x");
    assert_eq!(clinic.send(with_bearer).await.status, 400);
    let other = url(0).replace("contract_request_statute", "contract_request_additional_document");
    assert_eq!(clinic.send(clinic.http.get(other)).await.status, 403);
    seconds.fetch_add(600, Ordering::SeqCst);
    assert_eq!(clinic.send(clinic.http.get(url(0))).await.status, 400);
    let counts = clinic.admin("GET", "/admin/ehealth/log", None, 200).await["counts"].clone();
    assert_eq!(counts, json!({ "contract-request": 1, "open-document": 5 }));
}

#[tokio::test]
async fn the_health_service_decides() {
    let clinic = clinic().await;
    let id = ids(&clinic, "CAPITATION", "NEW", true).await[0].clone();
    let path = format!("/admin/ehealth/requests/{id}");
    let decision = json!({ "status": "DECLINED", "status_reason": "<img src=x>" });
    clinic.admin("POST", &path, Some(decision), 200).await;
    let data = get(&clinic, &format!("capitation/{id}")).await.json()["data"].clone();
    assert_eq!(
        (&data["status"], &data["status_reason"]),
        (&json!("DECLINED"), &json!("<img src=x>"))
    );
    clinic
        .admin("POST", &path, Some(json!({ "status": "BURNT" })), 400)
        .await;
    clinic
        .admin("POST", "/admin/ehealth/requests/7", Some(json!({})), 404)
        .await;
}

#[tokio::test]
async fn nothing_else_is_answered() {
    let clinic = clinic().await;
    let account = clinic.serving.accounts().ehealth;
    for path in ["api/contracts/capitation", "oauth/tokens", ""] {
        let answer = clinic
            .send(clinic.http.get(format!("{}/{path}", account.base_url)))
            .await;
        assert_eq!(
            refusal(&answer),
            refused(404, "not_found", "Requested resource not found")
        );
    }
    let request = clinic.http.post(format!("{}/oauth/tokens", account.base_url));
    assert_eq!(refusal(&clinic.send(request.body("{")).await).0, 400);
}
