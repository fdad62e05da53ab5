//! No request, however it is made, makes a vendor's server fail.

use bytes::Bytes;
use frontdesk_sandbox::{Sandbox, Vendor};
use http::{Request, Response};
use proptest::prelude::*;
use serde_json::json;

use crate::support::options;

/// A sandbox in dialect `a` or `b`.
fn sandbox(b: bool) -> Sandbox {
    let sandbox = Sandbox::new(options(1));
    for vendor in Vendor::ALL {
        let preset = json!({ "preset": if b { "b" } else { "a" } });
        sandbox.change_dialect(vendor, &preset).unwrap();
    }
    sandbox
}

fn answer(sandbox: &Sandbox, request: Request<Bytes>) -> Response<Bytes> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    runtime.block_on(sandbox.answer(request)).unwrap()
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "",
            "0",
            "-1",
            "01.04.2026.10.00",
            "2026-04-01 10:00:00",
            "31.12.+262142.10.00",
            "+262142-12-31 10:00:00",
            "29.03.2026.02.30",
            "601000001",
            "1958",
            "Jan Novák",
            "a@b.cz",
            "ř",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,80}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn of_the_video_visits(
        b in any::<bool>(),
        path in prop::sample::select(vec!["meet_add", "meet_list", "meet_detail", "meet_remove", "meet_export", "time"]),
        fields in prop::collection::vec((prop::sample::select(vec![
            "pacient_jmeno", "pacient_email", "pacient_telefon", "pacient_narozen", "meet_start", "meet_id",
        ]), word()), 0..8),
    ) {
        let sandbox = sandbox(b);
        let account = sandbox.accounts().videodoktor;
        let post = |path: &str, fields: &[(&str, &str)]| {
            let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
            let request = Request::post(format!("{}/api_{path}/", account.base_url))
                .header("content-type", "application/x-www-form-urlencoded")
                .body(Bytes::from(body))
                .unwrap();
            answer(&sandbox, request)
        };
        let token = post("verify", &[("api_key", account.key.as_str()), ("api_app_key", &account.app_key)]);
        let token: serde_json::Value = serde_json::from_slice(token.body()).unwrap();
        let mut sent = vec![("token", token["token"].as_str().unwrap())];
        sent.extend(fields.iter().map(|(name, value)| (*name, value.as_str())));
        let first = post(path, &sent);
        prop_assert!([200, 400].contains(&first.status().as_u16()), "{}", first.status());
        // Whatever was made can be listed.
        let token = post("verify", &[("api_key", account.key.as_str()), ("api_app_key", &account.app_key)]);
        let token: serde_json::Value = serde_json::from_slice(token.body()).unwrap();
        let list = post("meet_list", &[("token", token["token"].as_str().unwrap())]);
        let list: serde_json::Value = serde_json::from_slice(list.body()).unwrap();
        prop_assert!(list.is_array());
    }

    #[test]
    fn of_the_laboratory(
        b in any::<bool>(),
        upload in any::<bool>(),
        kind in prop::sample::select(vec![
            "application/json", "application/pdf", "multipart/form-data; boundary=b", "multipart/form-data; boundary=", "",
        ]),
        body in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..200),
            "(--b|\r\n|%PDF-|%%EOF|filename=|--|x|\r\n\r\n){0,12}".prop_map(String::into_bytes),
            "\\{(\"(id|codigo|atendimento|paciente)\":(1|\"\"|\\{\\}|\\[\\]|null),?){0,3}\\}".prop_map(String::into_bytes),
        ],
    ) {
        let sandbox = sandbox(b);
        let account = sandbox.accounts().gensoft;
        let (method, path) = if upload {
            ("PUT", "results/upload/execution/10")
        } else {
            ("POST", "attendance/")
        };
        let key = if b { format!("ApiKey {}", account.key) } else { account.key };
        let request = Request::builder()
            .method(method)
            .uri(format!("{}/api/v1/{path}", account.base_url))
            .header("authorization", key)
            .header("content-type", kind)
            .body(Bytes::from(body))
            .unwrap();
        let status = answer(&sandbox, request).status().as_u16();
        prop_assert!([200, 400].contains(&status), "{status}");
    }

    #[test]
    fn of_the_register(
        b in any::<bool>(),
        kind in prop::sample::select(vec!["capitation", "REIMBURSEMENT", "barter", "%ff", ""]),
        id in prop::option::of("[0-9a-f-]{1,40}"),
        query in "(page|page_size|status|medical_program_id|edrpou|id)=[0-9a-zA-Z%+-]{0,22}(&page=[0-9]{1,20})?",
    ) {
        let sandbox = sandbox(b);
        let account = sandbox.accounts().ehealth;
        let path = id.map_or(kind.to_owned(), |id| format!("{kind}/{id}"));
        let uri = format!("{}/api/contract_requests/{path}?{query}", account.base_url);
        prop_assume!(uri.parse::<http::Uri>().is_ok());
        let request = Request::get(uri)
            .header("authorization", format!("Bearer {}", account.token))
            .header("x-custom-psk", account.psk.unwrap_or_default())
            .body(Bytes::new())
            .unwrap();
        let status = answer(&sandbox, request).status().as_u16();
        prop_assert!([200, 404, 422, 500].contains(&status), "{status}");
    }
}
