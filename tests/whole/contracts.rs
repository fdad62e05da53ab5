//! Contract requests: read in full, kept for when the line is down, their documents opened through fresh links.

use std::time::Duration;

use frontdesk_desk::connections::{Connection, ConnectionDraft, ConnectionEdit, Health, Pace, Vendor};
use frontdesk_desk::contracts::{
    ContractBrief, ContractKind, ContractPaper, FetchContract, ListContracts, OpenContractDocument,
    SheetSection,
};
use frontdesk_desk::{DeskError, ErrorCode};
use frontdesk_sandbox::{Fault, FaultKind, Vendor as Server};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::canary::Logged;
use crate::desk::Place;

struct Registry {
    place: Place,
    connection: Connection,
}

impl Registry {
    async fn open() -> Self {
        Self::speaking(json!({}), true).await
    }

    /// A registry of that dialect, and an account that can or cannot renew its token.
    async fn speaking(dialect: Value, renews: bool) -> Self {
        let place = Place::empty(3).await;
        place.sandbox.change_dialect(Server::Ehealth, &dialect).unwrap();
        // Tokens live as long as the dialect says from the next one on.
        place.at_vendor("POST", "/admin/ehealth/key", None).await;
        let account = place.sandbox.accounts().ehealth;
        let psk = account.psk.clone().unwrap_or_default();
        let mut details = vec![];
        let mut secrets = vec![("token", account.token.as_str()), ("psk", psk.as_str())];
        secrets.retain(|(_, secret)| !secret.is_empty());
        if renews {
            details.push(("client_id", account.client_id.as_str()));
            secrets.push(("refresh_token", &account.refresh_token));
            secrets.push(("client_secret", &account.client_secret));
        }
        let draft = ConnectionDraft::of(Vendor::Ehealth, "Реєстр", &account.base_url, &details, &secrets);
        let pace = Pace {
            per_second: 1000,
            at_once: 4,
        };
        let connection = place.desk.accounts().add(draft, pace).await.unwrap();
        Self { place, connection }
    }

    async fn fetch(&self, kind: ContractKind, id: &str) -> Result<ContractPaper, DeskError> {
        let request = FetchContract {
            connection: self.connection.id,
            contract_type: kind,
            id: id.into(),
        };
        self.place.desk.fetch_contract(request).await
    }

    /// Requests as the registry itself has them: kind, status, id.
    async fn own(&self) -> Vec<(ContractKind, String, String)> {
        self.known(true).await
    }

    async fn known(&self, own: bool) -> Vec<(ContractKind, String, String)> {
        let rows = self.place.at_vendor("GET", "/admin/ehealth/requests", None).await;
        let rows = rows.as_array().unwrap().iter().filter(|row| row["own"] == own);
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        rows.map(|row| {
            let kind = ContractKind::parse(&text(&row["kind"]).to_lowercase()).unwrap();
            (kind, text(&row["status"]), text(&row["id"]))
        })
        .collect()
    }

    async fn one(&self, kind: ContractKind, status: &str) -> String {
        let own = self.own().await;
        let found = own
            .into_iter()
            .find(|(of, has, _)| (*of, has.as_str()) == (kind, status));
        found.unwrap().2
    }

    async fn list(&self, request: ListContracts) -> frontdesk_desk::contracts::ContractPage {
        self.place.desk.list_contracts(request).await.unwrap()
    }

    fn all_of(&self, kind: ContractKind, page: u32) -> ListContracts {
        ListContracts {
            connection: self.connection.id,
            contract_type: kind,
            status: String::new(),
            number: " ".into(),
            legal_entity: String::new(),
            page,
        }
    }

    /// Paths that the registry was asked for since the last look, with the HTTP status of each answer.
    fn asked(&self) -> Vec<(String, Option<u16>)> {
        let log = self.place.sandbox.log(Server::Ehealth);
        let asked = log
            .seen()
            .into_iter()
            .map(|seen| (seen.path, seen.status))
            .collect();
        log.clear();
        asked
    }

    async fn health(&self) -> Health {
        self.place
            .desk
            .accounts()
            .health(self.connection.id)
            .await
            .unwrap()
    }

    async fn expire(&self) {
        self.place.at_vendor("POST", "/admin/ehealth/expire", None).await;
    }
}

fn value<'a>(sections: &'a [SheetSection], part: &str, key: &str) -> Option<&'a str> {
    sections.iter().find_map(|section| {
        let mut lines = section.lines.iter();
        let here = lines.find(|line| section.key == part && line.key == key);
        here.map(|line| line.value.as_str())
            .or_else(|| value(&section.parts, part, key))
    })
}

fn count(sections: &[SheetSection], part: &str) -> usize {
    let here = sections.iter().filter(|section| section.key == part).count();
    let within: usize = sections.iter().map(|section| count(&section.parts, part)).sum();
    here + within
}

fn unknown(sections: &[SheetSection]) -> Vec<&str> {
    let mut keys = Vec::new();
    for section in sections {
        let lines = section.lines.iter().filter(|line| !line.known);
        keys.extend(lines.map(|line| line.key.as_str()));
        keys.extend(unknown(&section.parts));
    }
    keys
}

#[tokio::test(start_paused = true)]
async fn requests_of_both_kinds_are_read_in_every_status_and_both_dialects() {
    for dialect in ["a", "b"] {
        let registry = Registry::speaking(json!({ "preset": dialect }), true).await;
        let own = registry.own().await;
        assert_eq!(own.len(), 32);
        for (kind, status, id) in &own {
            let paper = registry.fetch(*kind, id).await.unwrap();
            let sections = &paper.sections;
            assert_eq!(paper.brief.vendor_id, *id);
            assert_eq!(paper.brief.contract_type, *kind);
            assert_eq!(paper.brief.connection_name, "Реєстр");
            assert_eq!(paper.brief.status.as_ref(), Some(status));
            assert_eq!(value(sections, "contract", "status"), Some(status.as_str()));
            assert_eq!(
                value(sections, "contract", "start"),
                paper.brief.start.map(|day| day.to_string()).as_deref()
            );
            assert_eq!(unknown(sections), [""; 0], "{status}");
            let capitation = *kind == ContractKind::Capitation;
            assert_eq!(count(sections, "division"), if capitation { 2 } else { 0 });
            assert_eq!(count(sections, "programmes"), usize::from(!capitation));
            assert!(value(sections, "payment", "account").is_some());
            let signed = ["SIGNED", "NHS_SIGNED"].contains(&status.as_str());
            match dialect {
                "a" if !paper.documents.is_empty() => {
                    assert_eq!(paper.documents.len(), if signed { 3 } else { 2 });
                }
                "a" => assert_eq!(status, "IN_PROCESS"),
                _ => assert_eq!(paper.documents, ["SIGNED_CONTENT"]),
            }
        }
        let kept = registry.place.desk.contracts().await.unwrap();
        assert_eq!(kept.len(), 32);
    }
}

#[tokio::test(start_paused = true)]
async fn a_request_fetched_again_is_the_same_one_with_what_is_true_now() {
    let registry = Registry::open().await;
    let id = registry.one(ContractKind::Capitation, "NEW").await;
    let first = registry
        .fetch(ContractKind::Capitation, &format!(" {id} "))
        .await
        .unwrap();
    tokio::time::sleep(Duration::from_secs(60)).await;
    let change = json!({ "status": "APPROVED", "contract_number": "0000-1234", "nove": { "a": 1.50 } });
    registry
        .place
        .at_vendor("POST", &format!("/admin/ehealth/requests/{id}"), Some(change))
        .await;
    let second = registry.fetch(ContractKind::Capitation, &id).await.unwrap();
    assert_eq!(first.brief.id, second.brief.id);
    assert!(first.brief.fetched_at < second.brief.fetched_at);
    assert_eq!(second.brief.number.as_deref(), Some("0000-1234"));
    assert_eq!(unknown(&second.sections), ["nove"]);
    let kept: Vec<ContractBrief> = registry.place.desk.contracts().await.unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].status.as_deref(), Some("APPROVED"));
    let error = registry.fetch(ContractKind::Capitation, " ").await.err().unwrap();
    assert_eq!(error.code, ErrorCode::InvalidField);
}

#[tokio::test(start_paused = true)]
async fn the_list_comes_page_by_page_and_knows_what_was_fetched() {
    let registry = Registry::speaking(json!({ "page_limit": "ten" }), true).await;
    let first = registry
        .list(registry.all_of(ContractKind::Reimbursement, 1))
        .await;
    assert_eq!(
        (first.rows.len(), first.page, first.pages, first.total),
        (10, 1, Some(2), Some(16))
    );
    assert!(
        first
            .rows
            .iter()
            .all(|row| row.id.is_none() && row.fetched_at.is_none())
    );
    let wanted = &first.rows[3].vendor_id;
    let paper = registry.fetch(ContractKind::Reimbursement, wanted).await.unwrap();
    let again = registry
        .list(registry.all_of(ContractKind::Reimbursement, 1))
        .await;
    assert_eq!(
        (again.rows[3].id, again.rows[3].fetched_at),
        (paper.brief.id, paper.brief.fetched_at)
    );
    assert_eq!(again.rows.iter().filter(|row| row.id.is_some()).count(), 1);
    let second = registry
        .list(registry.all_of(ContractKind::Reimbursement, 2))
        .await;
    assert_eq!((second.rows.len(), second.page), (6, 2));
    let signed = ListContracts {
        status: " SIGNED ".into(),
        ..registry.all_of(ContractKind::Capitation, 1)
    };
    let signed = registry.list(signed).await;
    assert_eq!(signed.rows.len(), 2);
    let one = ListContracts {
        number: signed.rows[0].number.clone().unwrap(),
        ..registry.all_of(ContractKind::Capitation, 1)
    };
    assert_eq!(
        registry.list(one).await.rows[0].vendor_id,
        signed.rows[0].vendor_id
    );
}

#[tokio::test(start_paused = true)]
async fn a_renewed_token_outlives_the_desk() {
    let mut registry = Registry::speaking(json!({ "refresh": "rotates", "token_life": "hour" }), true).await;
    let id = registry.one(ContractKind::Capitation, "SIGNED").await;
    for round in 0..3 {
        // Once ended without anybody knowing, once by its own time.
        if round == 1 {
            tokio::time::sleep(Duration::from_secs(3_700)).await;
        } else {
            registry.expire().await;
        }
        registry.asked();
        registry.fetch(ContractKind::Capitation, &id).await.unwrap();
        let renewals = registry.asked();
        let renewals = renewals.iter().filter(|(path, _)| path.contains("/oauth/tokens"));
        assert_eq!(renewals.count(), 1, "round {round}");
        registry.place.reopen().await;
        registry.asked();
        registry.fetch(ContractKind::Capitation, &id).await.unwrap();
        assert_eq!(registry.asked().len(), 1, "the renewed token is still known");
    }
    // Also a call that fails for another reason keeps what was renewed before it.
    registry.expire().await;
    let error = registry
        .fetch(ContractKind::Capitation, "00000000-0000-4000-a000-000000000000")
        .await
        .err()
        .unwrap();
    assert_eq!(error.code, ErrorCode::VendorNotFound);
    registry.place.reopen().await;
    registry.fetch(ContractKind::Capitation, &id).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_token_renewed_by_another_client_is_used_by_the_one_that_runs() {
    let registry = Registry::speaking(json!({ "refresh": "rotates", "token_life": "hour" }), true).await;
    let id = registry.one(ContractKind::Capitation, "SIGNED").await;
    registry.fetch(ContractKind::Capitation, &id).await.unwrap();
    let accounts = registry.place.desk.accounts();
    let shown = accounts.get(registry.connection.id).await.unwrap();
    let edit = ConnectionEdit {
        id: shown.id,
        name: shown.name.clone(),
        base_url: shown.base_url.clone(),
        details: shown.details.clone(),
        paths: shown.paths.clone(),
        secrets: std::collections::BTreeMap::new(),
    };
    // A change that is tried renews it with a client of its own.
    registry.expire().await;
    assert!(accounts.try_edit(&edit).await.unwrap().usable);
    registry.fetch(ContractKind::Capitation, &id).await.unwrap();
    assert_eq!(accounts.health(shown.id).await.unwrap(), Health::Online);

    // So does another desk on the same store.
    let other = registry.place.another().await;
    let request = || FetchContract {
        connection: shown.id,
        contract_type: ContractKind::Capitation,
        id: id.clone(),
    };
    registry.expire().await;
    other.fetch_contract(request()).await.unwrap();
    registry.fetch(ContractKind::Capitation, &id).await.unwrap();
    registry.expire().await;
    registry.fetch(ContractKind::Capitation, &id).await.unwrap();
    other.fetch_contract(request()).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_token_that_ended_for_good_is_a_refused_key() {
    for renews in [false, true] {
        for dialect in [json!({}), json!({ "unauthorized": "html" })] {
            let registry = Registry::speaking(dialect, renews).await;
            let id = registry.one(ContractKind::Capitation, "SIGNED").await;
            registry.fetch(ContractKind::Capitation, &id).await.unwrap();
            // The access was given anew: neither the token nor what would renew it is worth anything.
            registry.place.at_vendor("POST", "/admin/ehealth/key", None).await;
            let error = registry.fetch(ContractKind::Capitation, &id).await.err().unwrap();
            assert_eq!(error.code, ErrorCode::KeyRefused, "renews: {renews}");
            assert_eq!(error.params.0["connection"], registry.connection.id.to_string());
            assert_eq!(registry.health().await, Health::KeyRefused);
            // What was read stays readable, and a new token is all it takes.
            assert_eq!(registry.place.desk.contracts().await.unwrap().len(), 1);
            let account = registry.place.sandbox.accounts().ehealth;
            let mut keys = std::collections::BTreeMap::from([("token".to_owned(), account.token)]);
            if renews {
                keys.insert("refresh_token".to_owned(), account.refresh_token);
                keys.insert("client_secret".to_owned(), account.client_secret);
            }
            let accounts = registry.place.desk.accounts();
            let report = accounts
                .replace_keys(registry.connection.id, &keys)
                .await
                .unwrap();
            assert!(report.usable);
            registry.fetch(ContractKind::Capitation, &id).await.unwrap();
        }
    }
}

#[tokio::test(start_paused = true)]
async fn not_known_not_allowed_and_not_accepted_are_three_things() {
    let registry = Registry::open().await;
    let id = registry.one(ContractKind::Capitation, "SIGNED").await;
    let (kind, _, theirs) = registry.known(false).await.remove(0);
    let foreign = registry.fetch(kind, &theirs).await.err().unwrap();
    assert_eq!(foreign.code, ErrorCode::VendorForbidden);
    assert!(foreign.params.0["vendor_message"].contains("not allowed"));
    assert_eq!(foreign.cause.unwrap().http_status, Some(403));
    let nowhere = registry.fetch(kind, "00000000-0000-4000-a000-000000000000").await;
    let nowhere = nowhere.err().unwrap();
    assert_eq!(nowhere.code, ErrorCode::VendorNotFound);
    // A request of the other kind is none of this kind.
    let other = registry
        .fetch(ContractKind::Reimbursement, &id)
        .await
        .err()
        .unwrap();
    assert_eq!(other.code, ErrorCode::VendorNotFound);
    // Neither says anything against the key.
    assert_ne!(registry.health().await, Health::KeyRefused);
    registry.fetch(ContractKind::Capitation, &id).await.unwrap();
    assert_eq!(registry.health().await, Health::Online);
    registry
        .place
        .at_vendor(
            "POST",
            "/admin/ehealth/user",
            Some(json!({ "user_active": false })),
        )
        .await;
    let blocked = registry.fetch(ContractKind::Capitation, &id).await.err().unwrap();
    assert_eq!(blocked.code, ErrorCode::VendorForbidden);
    assert_eq!(blocked.params.0["vendor_message"], "user is not active");
    registry
        .place
        .sandbox
        .set_fault(Fault::new("ehealth/*", FaultKind::Html));
    let page = registry.fetch(ContractKind::Capitation, &id).await.err().unwrap();
    assert_eq!(page.code, ErrorCode::Offline);
}

#[tokio::test(start_paused = true)]
async fn what_was_fetched_is_read_without_a_line() {
    let mut registry = Registry::open().await;
    let id = registry.one(ContractKind::Capitation, "SIGNED").await;
    let paper = registry.fetch(ContractKind::Capitation, &id).await.unwrap();
    registry.place.sandbox.faults().set_down(true);
    registry.place.reopen().await;
    let ours = paper.brief.id.unwrap();
    let read = registry.place.desk.contract(ours).await.unwrap();
    assert!(read.sections == paper.sections && read.documents == paper.documents);
    assert_eq!(registry.place.desk.contracts().await.unwrap()[0].id, Some(ours));
    let error = registry.fetch(ContractKind::Capitation, &id).await.err().unwrap();
    assert_eq!(error.code, ErrorCode::Offline);
    let listed = registry
        .place
        .desk
        .list_contracts(registry.all_of(ContractKind::Capitation, 1));
    assert_eq!(listed.await.err().unwrap().code, ErrorCode::Offline);
    let nobodys = registry
        .place
        .desk
        .contract(Uuid::from_u128(9))
        .await
        .err()
        .unwrap();
    assert_eq!(nobodys.code, ErrorCode::NotFound);
}

#[tokio::test(start_paused = true)]
async fn a_document_is_opened_by_a_fresh_link_each_time_and_no_log_has_it() {
    let logged = Logged::everything();
    let registry = Registry::open().await;
    let id = registry.one(ContractKind::Capitation, "SIGNED").await;
    let paper = registry.fetch(ContractKind::Capitation, &id).await.unwrap();
    assert_eq!(
        paper.documents,
        [
            "CONTRACT_REQUEST_STATUTE",
            "CONTRACT_REQUEST_ADDITIONAL_DOCUMENT",
            "SIGNED_CONTENT"
        ]
    );
    let contract = paper.brief.id.unwrap();
    let open = |document| {
        let request = OpenContractDocument { contract, document };
        registry.place.desk.contract_document(request)
    };
    let mut links = Vec::new();
    for (document, name, begins) in [
        (0, "contract_request_statute", &b"%PDF-"[..]),
        (2, "signed_content", b"0\x82"),
        (0, "contract_request_statute", b"%PDF-"),
    ] {
        // A link lives ten minutes: an old one would be refused.
        tokio::time::sleep(Duration::from_secs(11 * 60)).await;
        registry.asked();
        let file = open(document).await.unwrap();
        assert_eq!(file.name.as_deref(), Some(name));
        assert!(file.bytes.starts_with(begins));
        let asked = registry.asked();
        // The storage refuses whoever shows a token beside a link: it answered, so none came.
        let [(details, Some(200)), (link, Some(200))] = &asked[..] else {
            panic!("{asked:?}");
        };
        assert!(details.ends_with(&id) && link.contains("/storage/"));
        links.push(link.clone());
    }
    assert_ne!(links[0], links[2]);
    let none = open(3).await.err().unwrap();
    assert_eq!(none.code, ErrorCode::NotFound);
    // A document that is no longer there is not taken for its neighbour.
    let change = json!({ "status": "APPROVED" });
    registry
        .place
        .at_vendor("POST", &format!("/admin/ehealth/requests/{id}"), Some(change))
        .await;
    assert_eq!(open(2).await.err().unwrap().code, ErrorCode::VendorNotFound);
    tracing::info!("the end of this test");
    logged.says("the end of this test");
    let account = registry.place.sandbox.accounts().ehealth;
    logged.holds_none_of(&[
        &account.token,
        &account.refresh_token,
        &account.client_secret,
        "signature=",
        "/storage/",
        "Смерекова",
    ]);
}
