//! Both kinds in full, against whole answers; and that every key and word has a message.

use std::collections::BTreeSet;
use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use frontdesk_vendors::TransportError;
use futures::FutureExt as _;
use futures::future::BoxFuture;
use http::{Request, Response};

use super::connect;
use crate::adapters::ContractSheet;
use crate::contracts::{ContractKind, SheetLine, SheetSection, ValueKind};
use crate::ports::{Clock, Line};

const CAPITATION: &str = include_str!("sheet_tests/capitation.json");
const REIMBURSEMENT: &str = include_str!("sheet_tests/reimbursement.json");

struct Answers(&'static str);

#[async_trait]
impl Line for Answers {
    async fn send(&self, _: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        Ok(Response::new(Bytes::from_static(self.0.as_bytes())))
    }
}

struct Standing;

impl Clock for Standing {
    fn now(&self) -> DateTime<Utc> {
        "2026-05-04T08:00:00Z".parse().unwrap()
    }
    fn sleep(&self, _: std::time::Duration) -> BoxFuture<'static, ()> {
        futures::future::pending().boxed()
    }
}

fn sheet(body: &'static str, kind: ContractKind) -> ContractSheet {
    let account = frontdesk_vendors::ehealth::EhealthAccount {
        base_url: "https://registry.example".parse().unwrap(),
        token: "token".into(),
        expires_at: None,
        psk: None,
        refresh: None,
        paths: frontdesk_vendors::Paths::default(),
    };
    let account = connect(account, Arc::new(Answers(body)), Arc::new(Standing)).unwrap();
    let registry = account.contracts.unwrap();
    registry
        .request(kind, "asked")
        .now_or_never()
        .expect("an answer at once")
        .unwrap()
}

fn every<'a>(sections: &'a [SheetSection], into: &mut Vec<(&'a str, &'a SheetLine)>) {
    for section in sections {
        into.extend(section.lines.iter().map(|line| (section.key.as_str(), line)));
        every(&section.parts, into);
    }
}

fn lines(sheet: &ContractSheet) -> Vec<(&str, &SheetLine)> {
    let mut lines = Vec::new();
    every(&sheet.sections, &mut lines);
    lines
}

fn values(sheet: &ContractSheet, part: &str) -> Vec<(String, String, ValueKind)> {
    lines(sheet)
        .into_iter()
        .filter(|(of, _)| *of == part)
        .map(|(_, line)| (line.key.clone(), line.value.clone(), line.kind))
        .collect()
}

fn said(rows: &[(&str, &str, ValueKind)]) -> Vec<(String, String, ValueKind)> {
    let rows = rows.iter();
    rows.map(|(key, value, kind)| ((*key).to_owned(), (*value).to_owned(), *kind))
        .collect()
}

#[test]
fn a_capitation_request_says_everything_that_came() {
    let sheet = sheet(CAPITATION, ContractKind::Capitation);
    assert_eq!(sheet.row.vendor_id, "6a1f8f0e-3a52-4c0b-9f3e-0d6f4c1f2b11");
    assert_eq!(sheet.row.number.as_deref(), Some("0000-AAAA-9EAX-3115"));
    assert_eq!(sheet.row.start.unwrap().to_string(), "2026-02-01");
    let parts: Vec<&str> = sheet
        .sections
        .iter()
        .map(|section| section.key.as_str())
        .collect();
    assert_eq!(
        parts,
        [
            "contract",
            "contractor",
            "owner",
            "payment",
            "divisions",
            "doctors",
            "external-contractors",
            "health-service",
            "signer",
            "printout"
        ]
    );
    let contract = values(&sheet, "contract");
    for line in said(&[
        ("type", "CAPITATION", ValueKind::Word),
        ("status", "SIGNED", ValueKind::Word),
        ("start", "2026-02-01", ValueKind::Date),
        ("price", "150000.50", ValueKind::Money),
        ("patients-signed", "1800", ValueKind::Number),
        ("changed-at", "2026-01-11T08:00:00Z", ValueKind::Instant),
        (
            "contract-id",
            "5b9d3f6a-1c8e-4d27-a0b4-77f0c2de9a01",
            ValueKind::Id,
        ),
        ("nove_pole", "[1.50,{\"a\":null}]", ValueKind::Text),
    ]) {
        assert!(contract.contains(&line), "{line:?} in {contract:?}");
    }
    assert_eq!(
        values(&sheet, "owner"),
        said(&[
            ("person", "Коваль Олена", ValueKind::Text),
            (
                "employee-id",
                "0f0c7a5e-2b7d-4a39-9d0a-4f3f6f0a1e02",
                ValueKind::Id
            ),
            ("ground", "на підставі статуту", ValueKind::Text),
        ])
    );
    assert_eq!(
        values(&sheet, "division")[..11],
        said(&[
            (
                "address",
                "вул. Зелена, 5, кв. 1, Стрий, Стрийський, Львівська, 82400, UA",
                ValueKind::Text
            ),
            ("phone-mobile", "+380500000000", ValueKind::Text),
            ("phone-land-line", "+380320000000", ValueKind::Text),
            ("phone", "112 SHORT", ValueKind::Text),
            ("email", "viddil@posta.example", ValueKind::Text),
            ("hours-mon", "08:00–12:00, 13:00–17:30", ValueKind::Text),
            ("hours-tue", "08:30–12:00", ValueKind::Text),
            ("hours-sun", "—", ValueKind::Text),
            // Hours that cannot be read are kept as they came.
            ("wed", "весь день", ValueKind::Text),
            ("mountain", "false", ValueKind::Truth),
            ("division-id", "d-1", ValueKind::Id),
        ])
    );
    assert_eq!(
        values(&sheet, "doctor")[..3],
        said(&[
            ("works-in", "Відділення на Зеленій", ValueKind::Text),
            ("staff-units", "0.75", ValueKind::Number),
            ("declaration-limit", "1800", ValueKind::Number),
        ])
    );
    assert_eq!(
        values(&sheet, "speciality"),
        said(&[
            ("speciality", "THERAPIST", ValueKind::Word),
            ("speciality-main", "true", ValueKind::Truth),
            ("speciality-level", "FIRST", ValueKind::Word),
            ("qualification", "AWARDING", ValueKind::Word),
            ("attested-by", "Академія", ValueKind::Text),
            ("attested-on", "2020-02-28", ValueKind::Date),
            ("valid-to", "2030-02-28", ValueKind::Date),
            ("certificate", "AB/1", ValueKind::Text),
        ])
    );
    assert_eq!(
        values(&sheet, "external-division"),
        said(&[
            ("medical-service", "Лабораторія", ValueKind::Text),
            ("division-id", "d-9", ValueKind::Id),
        ])
    );
    assert_eq!(values(&sheet, "printout")[0].1, "Договір\nпро обслуговування");
    let kinds: Vec<&str> = sheet
        .documents
        .iter()
        .map(|document| document.kind.as_str())
        .collect();
    assert_eq!(kinds, ["CONTRACT_REQUEST_STATUTE", "SIGNED_CONTENT"]);
}

#[test]
fn a_reimbursement_request_has_its_programmes_and_none_of_the_others_parts() {
    let sheet = sheet(REIMBURSEMENT, ContractKind::Reimbursement);
    assert_eq!(
        values(&sheet, "programmes"),
        said(&[
            ("programme", "3914a240-63db-404e-b730-09222bfeb2d0", ValueKind::Id),
            ("programme", "3914a240-63db-404e-b730-09222bfeb2d1", ValueKind::Id),
        ])
    );
    let parts: Vec<&str> = sheet
        .sections
        .iter()
        .map(|section| section.key.as_str())
        .collect();
    assert_eq!(
        parts,
        [
            "contract",
            "contractor",
            "owner",
            "payment",
            "programmes",
            "health-service",
            "signer"
        ]
    );
    assert!(sheet.documents.is_empty());
}

#[test]
fn no_field_of_an_answer_is_lost() {
    for (body, kind) in [
        (CAPITATION, ContractKind::Capitation),
        (REIMBURSEMENT, ContractKind::Reimbursement),
    ] {
        let sheet = sheet(body, kind);
        let mut whole: Vec<String> = lines(&sheet).iter().map(|(_, line)| line.value.clone()).collect();
        fn titles(sections: &[SheetSection], into: &mut Vec<String>) {
            for section in sections {
                into.extend(section.title.clone());
                titles(&section.parts, into);
            }
        }
        titles(&sheet.sections, &mut whole);
        let whole = whole.join("\n");
        let answer: serde_json::Value = serde_json::from_str(body).unwrap();
        fn leaves(value: &serde_json::Value, into: &mut Vec<String>) {
            match value {
                serde_json::Value::Object(fields) => fields.values().for_each(|field| leaves(field, into)),
                serde_json::Value::Array(items) => items.iter().for_each(|item| leaves(item, into)),
                serde_json::Value::Null => {}
                serde_json::Value::String(text) => into.push(text.clone()),
                other => into.push(other.to_string()),
            }
        }
        let mut said = Vec::new();
        leaves(&answer["data"], &mut said);
        for value in said {
            // Kinds of phone are in the key, hours have colons, instants and pages are written anew.
            let written_anew = ["MOBILE", "LAND_LINE"].contains(&value.as_str())
                || value.contains('<')
                || value.contains(".123456")
                || value == "150000.5";
            assert!(
                written_anew || whole.contains(&value) || whole.contains(&value.replace('.', ":")),
                "{value}"
            );
        }
    }
}

#[test]
fn what_is_absent_leaves_no_trace() {
    let sheet = sheet(
        r#"{"data":{"id":"x","type":"REIMBURSEMENT","contractor_owner":null,"contractor_base":"  ",
            "contractor_divisions":[],"medical_program_id":"p-1","inserted_at":"2026-01-10T08:00:00"}}"#,
        ContractKind::Capitation,
    );
    assert_eq!(sheet.row.kind, ContractKind::Reimbursement);
    let parts: Vec<&str> = sheet
        .sections
        .iter()
        .map(|section| section.key.as_str())
        .collect();
    assert_eq!(parts, ["contract", "programmes"]);
    // No zone is guessed.
    assert!(values(&sheet, "contract").contains(&(
        "made-at".to_owned(),
        "2026-01-10T08:00:00".to_owned(),
        ValueKind::Text
    )));
}

#[test]
fn every_key_and_word_has_its_message() {
    let catalogue = include_str!("../../../../../locales/en/contracts.ftl");
    let messages: BTreeSet<&str> = catalogue
        .lines()
        .filter_map(|line| line.split_once(" = ").map(|(id, _)| id))
        .collect();
    fn parts(sections: &[SheetSection], into: &mut BTreeSet<String>) {
        for section in sections {
            into.insert(format!("contract-part-{}", section.key));
            parts(&section.parts, into);
        }
    }
    for (body, kind) in [
        (CAPITATION, ContractKind::Capitation),
        (REIMBURSEMENT, ContractKind::Reimbursement),
    ] {
        let sheet = sheet(body, kind);
        let mut wanted = BTreeSet::new();
        parts(&sheet.sections, &mut wanted);
        for (_, line) in lines(&sheet).into_iter().filter(|(_, line)| line.known) {
            wanted.insert(format!("contract-{}", line.key));
            if line.kind == ValueKind::Word {
                wanted.insert(format!("contract-value-{}", line.value.to_lowercase()));
            }
        }
        for id in wanted {
            assert!(messages.contains(id.as_str()), "{id}");
        }
    }
}
