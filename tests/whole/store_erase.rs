//! An erased patient and the vendor that still has them.

use std::time::Duration;

use frontdesk_desk::audit::{AuditAct, AuditQuery};
use frontdesk_desk::patients::{FindPatients, PatientForm};
use frontdesk_desk::store::ErasePatient;
use serde_json::json;
use uuid::Uuid;

use crate::desk::{Place, newcomer};

/// Long enough for everybody and every day to be read anew.
const A_WHILE: Duration = Duration::from_secs(80 * 60);

impl Place {
    /// Erases one of today's patients and lets reading go on; then searches at the vendor.
    async fn erase_and_search(&self) {
        let row = self.expected().await;
        let (person, name) = (row.patient.id, row.patient.name.clone());
        assert!(self.is_found(&name, person).await);
        self.desk
            .erase_patient(ErasePatient {
                id: person,
                reason: "asked for it".into(),
            })
            .await
            .unwrap();
        assert!(!self.is_found(&name, person).await);
        self.while_running(tokio::time::sleep(A_WHILE)).await;
        assert!(!self.is_found(&name, person).await, "reading brought them back");
        assert!(self.today_of(person).await.is_empty());
        let query = FindPatients {
            text: name.clone(),
            limit: None,
        };
        let found = self
            .while_running(async { self.desk.find_at_vendor(query).await.unwrap() })
            .await;
        assert!(
            found.hits.iter().any(|hit| hit.name == name),
            "somebody searched for them"
        );
        let query = AuditQuery {
            act: Some(AuditAct::ErasureLifted),
            ..AuditQuery::default()
        };
        let lifted = self.desk.access_log(query).await.unwrap().lines;
        assert_eq!(lifted.len(), 1);
        assert_eq!(lifted[0].patient_name.as_deref(), Some(name.as_str()));
    }

    async fn is_met(&self, text: &str, name: &str) -> bool {
        let query = FindPatients {
            text: text.into(),
            limit: None,
        };
        let found = self.desk.find_at_vendor(query).await.unwrap();
        found.hits.iter().any(|hit| hit.name == name)
    }

    async fn is_found(&self, name: &str, person: Uuid) -> bool {
        self.find(name).await.iter().any(|hit| hit.id == person)
    }

    async fn today_of(&self, person: Uuid) -> Vec<Uuid> {
        let rows = self.today().await.into_iter();
        rows.filter(|row| row.patient.id == person)
            .map(|row| row.id)
            .collect()
    }
}

#[tokio::test(start_paused = true)]
async fn a_vendor_that_is_asked_patient_by_patient_does_not_bring_them_back() {
    Place::filled().await.erase_and_search().await;
}

#[tokio::test(start_paused = true)]
async fn they_do_not_come_back_with_a_search_that_finds_others_too() {
    let place = Place::filled().await;
    let sister = PatientForm {
        first_name: "Mirela".into(),
        phone: "0799 555 124".into(),
        ..newcomer()
    };
    place.create(newcomer(), Duration::ZERO).await;
    place.create(sister, Duration::ZERO).await;
    assert!(place.drain().await.is_empty());
    let hits = place.find("zarnescu stefania").await;
    let name = hits[0].name.clone();
    place
        .desk
        .erase_patient(ErasePatient {
            id: hits[0].id,
            reason: "asked for it".into(),
        })
        .await
        .unwrap();
    let sisters = place.find("zarnescu").await;
    assert_eq!(sisters.len(), 1);
    assert!(
        place.is_met("zarnescu", &sisters[0].name).await,
        "the other one is shown"
    );
    assert!(!place.is_met("zarnescu", &name).await);
    assert!(place.find("stefania").await.iter().all(|hit| hit.name != name));
    assert!(
        place.is_met("zarnescu stefania", &name).await,
        "who is meant is found"
    );
}

#[tokio::test(start_paused = true)]
async fn a_vendor_that_lists_pages_and_days_does_not_bring_them_back() {
    let place = Place::practice(40, &json!({})).await;
    place.fill().await;
    place.erase_and_search().await;
}

#[tokio::test(start_paused = true)]
async fn nobody_reads_in_the_log_who_was_searched_for_and_is_erased() {
    let place = Place::filled().await;
    place.create(newcomer(), Duration::ZERO).await;
    assert!(place.drain().await.is_empty());
    let person = place.find("zarnescu").await[0].id;
    for text in ["Zărn", "0799555", "Popescu"] {
        let query = FindPatients {
            text: text.into(),
            limit: None,
        };
        place.desk.find_patients_by(query).await.unwrap();
    }
    let searches = || async {
        let query = AuditQuery {
            act: Some(AuditAct::PatientsSearched),
            ..AuditQuery::default()
        };
        let lines = place.desk.access_log(query).await.unwrap().lines;
        let words = lines
            .into_iter()
            .map(|line| line.changes.first().and_then(|change| change.after.clone()));
        words.collect::<Vec<_>>()
    };
    let all = ["Popescu", "0799555", "Zărn"].map(|word| Some(word.to_owned()));
    assert_eq!(searches().await, all);
    let erase = ErasePatient {
        id: person,
        reason: "asked for it".into(),
    };
    place.desk.erase_patient(erase).await.unwrap();
    assert_eq!(searches().await, [Some("Popescu".to_owned()), None, None]);
    assert!(place.desk.verify_access_log(None).await.unwrap().ok);
}
