//! Clinic files that cannot be taken over as a whole, and desks whose clocks were wrong.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::TimeDelta;
use frontdesk_desk::ErrorCode;
use frontdesk_desk::clinic::{OpenedClinic, PartState};
use frontdesk_desk::connections::{Connection, ConnectionDraft, ConnectionEdit, Vendor};
use frontdesk_desk::patients::CreatePatient;
use uuid::Uuid;

use crate::clinic::{PASSPHRASE, confirm, exported, import, set, states};
use crate::desk::{Place, newcomer};

/// A second account, by the same id at every desk that is made alike.
async fn branch(place: &Place) -> Connection {
    let account = place.sandbox.accounts().medsoft;
    let draft = ConnectionDraft::of(
        Vendor::Medsoft,
        "Filiala",
        &account.base_url,
        &[("client_path", &account.client_path)],
        &[("key", &account.key)],
    );
    place.connect(draft).await
}

/// Lets an account lead to another server.
async fn lead_elsewhere(place: &Place, connection: &Connection) {
    let moved = ConnectionEdit {
        id: connection.id,
        name: connection.name.clone(),
        base_url: "https://moved.example.test/api".to_owned(),
        details: connection.details.clone(),
        paths: connection.paths.clone(),
        secrets: [("key".to_owned(), "another".to_owned())].into(),
    };
    place.desk.accounts().edit(&moved).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_file_that_fails_half_way_leaves_every_key_where_it_is() {
    let first = Place::empty(20).await;
    let second = Place::empty(20).await;
    let apart = [branch(&first).await, branch(&second).await];
    assert_eq!(apart[0].id, apart[1].id, "both know it by one id");
    let unsent = CreatePatient {
        connection: apart[1].id,
        form: newcomer(),
        intent: Uuid::new_v4(),
    };
    second
        .desk
        .outbox()
        .create_patient(unsent, Duration::ZERO)
        .await
        .unwrap();
    tokio::time::sleep(Duration::from_secs(60)).await;
    lead_elsewhere(&first, &first.connection).await;
    lead_elsewhere(&first, &apart[0]).await;
    let file = OpenedClinic::of(&second.ports, exported(&first).await, PASSPHRASE.to_owned())
        .await
        .unwrap();
    let refused = second.desk.import_clinic(&file).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::UnsentWork);
    let all = second.desk.accounts().list().await.unwrap();
    assert!(all.iter().all(|line| line.base_url == second.connection.base_url));
    for account in [second.connection.id, apart[1].id] {
        assert!(second.desk.accounts().account(account).await.is_ok());
        let name = format!("connection/{account}/key");
        assert!(second.ports.secrets.get(&name).unwrap().is_some());
    }
}

#[tokio::test(start_paused = true)]
async fn what_was_changed_under_a_clock_that_ran_ahead_can_be_changed_again() {
    let first = Place::filled().await;
    let second = Place::filled().await;
    let ahead = TimeDelta::days(3 * 365);
    first.clock.jump(ahead);
    confirm(&first, "2").await;
    set(&first, |settings| settings.lock_after_minutes = 9).await;
    first.clock.jump(-ahead);
    let file = exported(&first).await;
    import(&second, &file).await;
    assert_eq!(second.desk.settings().await.unwrap().lock_after_minutes, 9);
    set(&second, |settings| settings.lock_after_minutes = 7).await;
    let edit = ConnectionEdit {
        id: second.connection.id,
        name: "Clinica Nord".to_owned(),
        base_url: second.connection.base_url.clone(),
        details: second.connection.details.clone(),
        paths: second.connection.paths.clone(),
        secrets: BTreeMap::new(),
    };
    second.desk.accounts().edit(&edit).await.unwrap();
    assert_eq!(
        states(&import(&second, &file).await),
        [PartState::NewerHere, PartState::NewerHere]
    );
    assert_eq!(second.desk.settings().await.unwrap().lock_after_minutes, 7);
    let kept = second.desk.accounts().get(second.connection.id).await.unwrap();
    assert_eq!(kept.name, "Clinica Nord");
}

#[tokio::test(start_paused = true)]
async fn a_file_from_the_future_is_not_read() {
    let place = Place::empty(5).await;
    place.clock.jump(TimeDelta::days(2));
    let file = exported(&place).await;
    place.clock.jump(-TimeDelta::days(2));
    let read = OpenedClinic::of(&place.ports, file.clone(), PASSPHRASE.to_owned()).await;
    assert_eq!(read.err().unwrap().code, ErrorCode::FileAhead);
    // Clocks differ by some hours.
    place.clock.jump(TimeDelta::days(1));
    assert!(
        OpenedClinic::of(&place.ports, file, PASSPHRASE.to_owned())
            .await
            .is_ok()
    );
}
