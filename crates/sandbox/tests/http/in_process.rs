//! The training form: no port, no admin routes, the same answers.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use bytes::Bytes;
use chrono::DateTime;
use frontdesk_sandbox::{Fault, FaultKind, LineError, Sandbox, SandboxOptions, medsoft};
use http::{Request, Response};
use proptest::prelude::*;
use serde_json::Value;

use crate::support::options;

fn request(sandbox: &Sandbox, method: &str, path: &str) -> Request<Bytes> {
    let account = sandbox.accounts().medsoft;
    let url = format!(
        "{}/integrations/cont-online/public/{}{path}",
        account.base_url, account.client_path
    );
    Request::builder()
        .method(method)
        .uri(url)
        .header("x-api-key", account.key)
        .body(Bytes::new())
        .unwrap()
}

async fn get(sandbox: &Sandbox, path: &str) -> Result<Response<Bytes>, LineError> {
    sandbox.answer(request(sandbox, "GET", path)).await
}

fn codes(everybody: &[u8]) -> Vec<u64> {
    let everybody: Value = serde_json::from_slice(everybody).unwrap();
    everybody["ReturnData"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["_cod_pacient"].as_u64().unwrap())
        .collect()
}

/// Every answer about every patient, as bytes.
async fn everything(sandbox: &Sandbox) -> Vec<Bytes> {
    let mut all = vec![get(sandbox, "/pacient/cauta").await.unwrap().into_body()];
    for code in codes(&all[0]) {
        for part in ["programari", "servicii", "incasari", "contracte"] {
            all.push(
                get(sandbox, &format!("/pacient/{code}/istoric/{part}"))
                    .await
                    .unwrap()
                    .into_body(),
            );
        }
    }
    all
}

#[tokio::test]
async fn the_same_seed_and_time_give_the_same_bytes() {
    let (one, two) = (Sandbox::new(options(200)), Sandbox::new(options(200)));
    assert_eq!(everything(&one).await, everything(&two).await);
    assert_eq!(one.accounts(), two.accounts());
    let other = Sandbox::new(SandboxOptions {
        seed: 2,
        ..options(200)
    });
    assert_ne!(everything(&one).await, everything(&other).await);
    assert_ne!(one.accounts(), other.accounts());
}

#[tokio::test]
async fn five_thousand_patients_live_here_unless_said() {
    let sandbox = Sandbox::new(SandboxOptions::default());
    let codes = codes(get(&sandbox, "/pacient/cauta").await.unwrap().body());
    assert!(
        (4_800..5_000).contains(&codes.len()),
        "{} enabled of 5000",
        codes.len()
    );
    assert!(
        codes.windows(2).any(|pair| pair[1] - pair[0] > 5),
        "codes have gaps"
    );
}

#[tokio::test]
async fn lost_answers_are_told_apart_as_far_as_a_client_can() {
    let sandbox = Sandbox::new(options(50));
    for (kind, expected) in [
        (FaultKind::DropBefore, LineError::Dropped),
        (FaultKind::DropAfter, LineError::Dropped),
        (FaultKind::CutBody, LineError::CutBody),
    ] {
        sandbox.set_fault(Fault::new("doctors", kind));
        assert_eq!(get(&sandbox, "/medici").await.unwrap_err(), expected);
        assert_eq!(get(&sandbox, "/medici").await.unwrap().status(), 200);
    }
    sandbox.faults().set_down(true);
    assert_eq!(get(&sandbox, "/medici").await.unwrap_err(), LineError::Refused);
}

#[tokio::test]
async fn there_are_no_admin_routes() {
    let sandbox = Sandbox::new(options(10));
    for path in [
        "/admin/faults",
        "/admin/medsoft/today",
        "/admin/accounts",
        "/medsoft/api/admin/faults",
    ] {
        let request = Request::get(format!("http://127.0.0.1{path}"))
            .body(Bytes::new())
            .unwrap();
        assert_eq!(sandbox.answer(request).await.unwrap().status(), 404, "{path}");
    }
}

#[tokio::test]
async fn time_moves_with_the_callers_clock() {
    let seconds = Arc::new(AtomicI64::new(1_772_444_400));
    let clock = seconds.clone();
    let now = move || DateTime::from_timestamp(clock.load(Ordering::SeqCst), 0).unwrap_or_default();
    let sandbox = Sandbox::new(SandboxOptions {
        patients: 20,
        now: Arc::new(now),
        ..SandboxOptions::default()
    });
    let code = codes(get(&sandbox, "/pacient/cauta").await.unwrap().body())[0];
    let mut added = Vec::new();
    for _ in 0..2 {
        let form = get(&sandbox, &format!("/pacient/{code}/GDPR/NEW"))
            .await
            .unwrap()
            .into_body();
        let form: Value = serde_json::from_slice(&form).unwrap();
        added.push(
            form["ReturnData"][0]["data_adaugare"]
                .as_str()
                .unwrap()
                .to_owned(),
        );
        seconds.fetch_add(26 * 3600, Ordering::SeqCst);
    }
    assert_eq!(added, ["2026-03-02 11:40:00", "2026-03-03 13:40:00"]);
}

/// Segments and bodies that a careless or hostile client might send.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "pacient",
            "cauta",
            "istoric",
            "programari",
            "status",
            "incasari",
            "servicii",
            "stoc",
            "GDPR",
            "NEW",
            "LAST",
            "adauga-nota",
            "adauga-servicii",
            "adauga-factura",
            "contract-detalii",
            "medici",
            "101",
            "900001",
            "1001",
            "2",
            "true",
            "-1",
            "99999999999999999999",
            "%ff",
            "%00",
            "",
        ])
        .prop_map(str::to_owned),
        "[a-z0-9%.~-]{0,12}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn no_request_makes_it_panic(
        method in prop::sample::select(vec!["GET", "POST", "PUT", "DELETE", "PATCH"]),
        path in prop::collection::vec(piece(), 0..8),
        query in "([a-zA-Z_]{1,12}=[a-z0-9%+-]{0,12}&?){0,3}",
        body in prop_oneof![
            "\\PC{0,60}",
            Just(r#"[{"codPacient":101,"codPunctLucru":1,"codServiciu":101,"tipServiciu":"servicii","cantitate":1e28,"pret":1e28}]"#.to_owned()),
            Just(r#"{"codPacient":101,"codPunctLucru":1,"total":-1e-20,"listaCoduriServicii":[12001,12001]}"#.to_owned()),
        ],
        b in any::<bool>(),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let dialect = if b { medsoft::Dialect::b() } else { medsoft::Dialect::a() };
        let sandbox = Sandbox::new(SandboxOptions { dialect, ..options(3) });
        let mut request = request(&sandbox, method, "");
        let uri = format!("{}/{}?{query}", request.uri(), path.join("/"));
        prop_assume!(uri.parse::<http::Uri>().is_ok());
        *request.uri_mut() = uri.parse().unwrap();
        request.headers_mut().insert("content-type", "application/json".parse().unwrap());
        *request.body_mut() = Bytes::from(body);
        let response = runtime.block_on(sandbox.answer(request)).unwrap();
        prop_assert!([200, 400, 404, 405].contains(&response.status().as_u16()), "{}", response.status());
    }
}
