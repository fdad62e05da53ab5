//! A client over a transport that answers what a test says, and two whole answers.

use std::sync::Arc;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::Request;
use url::Url;

use super::{Ehealth, EhealthAccount, Paths, Refresh};
use crate::testing::{Answer, Stub, response};

pub(super) const ID: &str = "6a1f8f0e-3a52-4c0b-9f3e-0d6f4c1f2b11";

/// The time of the tests.
#[allow(non_snake_case, reason = "it is as fixed as a constant")]
pub(super) fn NOW() -> DateTime<Utc> {
    "2026-05-04T08:00:00Z".parse().unwrap()
}

pub(super) fn account() -> EhealthAccount {
    EhealthAccount {
        base_url: Url::parse("https://vendor.example/mis").unwrap(),
        token: "canary-token-1".into(),
        expires_at: None,
        psk: Some("canary-psk".into()),
        refresh: Some(Refresh {
            auth_url: None,
            refresh_token: "canary-refresh-1".into(),
            client_id: "client".to_owned(),
            client_secret: "canary-secret".into(),
        }),
        paths: Paths::default(),
    }
}

pub(super) fn asking(
    answer: impl Fn(&Request<Bytes>) -> Answer + Send + Sync + 'static,
) -> (Ehealth, Arc<Stub>) {
    let stub = Stub::new("/mis", answer);
    (Ehealth::new(account(), stub.clone()).unwrap(), stub)
}

pub(super) fn answering(body: &str) -> (Ehealth, Arc<Stub>) {
    let body = Bytes::copy_from_slice(body.as_bytes());
    asking(move |_| Ok(response(200, body.clone())))
}

pub(super) const CAPITATION: &str = r#"{
  "meta": {"code": 200, "url": "https://vendor.example/x", "type": "object", "request_id": "r-1"},
  "data": {
    "id": "6a1f8f0e-3a52-4c0b-9f3e-0d6f4c1f2b11", "contract_type": "CAPITATION",
    "contractor_legal_entity": {"id": "e-1", "name": "Амбулаторія Світанок", "edrpou": "11223344", "addresses": [
      {"type": "RESIDENCE", "country": "UA", "area": "Львівська", "region": "Стрийський", "settlement": "Стрий",
       "settlement_type": "CITY", "settlement_id": "c07", "street_type": "STREET", "street": "Зелена",
       "building": "5", "apartment": "1", "zip": "82400"}]},
    "contractor_owner": {"id": "o-1", "party": {"first_name": "Олена", "last_name": "Коваль"}},
    "contractor_base": "статут",
    "contractor_payment_details": {"bank_name": "Банк", "MFO": "305299", "payer_account": "26001"},
    "contractor_rmsp_amount": 1800,
    "contractor_divisions": [{"id": "d-1", "name": "Відділення", "addresses": [{"type": "RESIDENCE"}],
      "phones": [{"type": "MOBILE", "number": "+380500000000"}], "email": "d@posta.example",
      "working_hours": {"mon": [["08.00", "12.00"], ["13.00", "17.30"]], "sun": []}, "mountain_group": false}],
    "contractor_employee_divisions": [{"employee": {"id": "w-1",
      "party": {"first_name": "Іван", "last_name": "Мельник", "second_name": "Петрович"},
      "speciality": {"speciality": "THERAPIST", "speciality_officio": true, "level": "FIRST",
        "qualification_type": "AWARDING", "attestation_name": "Академія", "attestation_date": "2020-02-28",
        "valid_to_date": "2030-02-28", "certificate_number": "AB/1"}},
      "staff_units": 0.75, "declaration_limit": 1800, "division_id": "d-1"}],
    "external_contractor_flag": true,
    "external_contractors": [{"legal_entity": {"id": "e-2", "name": "Лаба"},
      "contract": {"number": "77", "issued_at": "2026-01-01", "expires_at": "2026-12-31"},
      "divisions": [{"id": "d-9", "name": "Лаба 1", "medical_service": "Лабораторія"}]}],
    "id_form": "PMD_1",
    "nhs_signer": {"id": "s-1", "party": {"first_name": "Ганна", "last_name": "Бондар"}},
    "nhs_legal_entity": {"id": "n-1", "name": "Служба", "edrpou": "55667788", "addresses": []},
    "nhs_signer_base": "наказ", "nhs_contract_price": 150000.50, "nhs_payment_method": "BACKWARD",
    "status": "NEW", "status_reason": "очікує", "issue_city": "Київ", "contract_number": "0000-AAAA",
    "contract_id": "k-1", "parent_contract_id": "k-0", "start_date": "2026-02-01", "end_date": "2026-12-31",
    "printout_content": "<p>договір</p>", "previous_request_id": "q-0", "assignee_id": "a-1",
    "inserted_at": "2026-01-10T08:00:00Z", "updated_at": "2026-01-11T08:00:00.123456Z"
  },
  "urgent": {"documents": [{"type": "SIGNED_CONTENT", "url": "https://storage.example/1"}]}
}"#;

pub(super) const REIMBURSEMENT: &str = r#"{
  "meta": {"code": 200},
  "data": {"id": "r-2", "contract_type": "REIMBURSEMENT", "id_form": "RMB-1", "status": "SIGNED",
    "medical_programs": ["p-1", "p-2"]},
  "urgent": {"documents": [{"type": "CONTRACT_REQUEST_STATUTE", "url": "https://storage.example/1?s=1"},
    {"type": "SIGNED_CONTENT", "url": "https://storage.example/2?s=2"}], "more": 1.0}
}"#;
