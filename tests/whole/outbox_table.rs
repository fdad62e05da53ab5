//! Everything unsent as a table, and counts that are those of the list.

use std::time::Duration;

use frontdesk_basics::Words;
use frontdesk_desk::outbox::{EntryState, UnsentCounts, UnsentEntry};
use frontdesk_desk::patients::PatientForm;
use frontdesk_sandbox::{Fault, FaultKind};
use serde_json::json;

use crate::desk::{Place, newcomer};
use crate::outbox_edit::refuse;
use crate::outbox_lost_answers::somebody;

fn counted(entries: &[UnsentEntry]) -> UnsentCounts {
    let wants = |entry: &&UnsentEntry| matches!(entry.state, EntryState::Asks | EntryState::Refused);
    let needs_person = entries.iter().filter(wants).count();
    UnsentCounts {
        unsent: u32::try_from(entries.len() - needs_person).unwrap(),
        needs_person: u32::try_from(needs_person).unwrap(),
        oldest: entries.iter().map(|entry| entry.created_at).min(),
    }
}

/// A place with something refused, something blocked, a conflict, and something that waits.
async fn busy() -> Place {
    let place = Place::filled().await;
    let (record, before) = somebody(&place).await;
    let code = place.desk.accounts().record(record).await.unwrap().1.unwrap();
    let path = format!("/admin/medsoft/patients/{code}");
    place
        .at_vendor("POST", &path, Some(json!({"phone": "0744999888"})))
        .await;
    let after = PatientForm {
        phone: "0733000111".into(),
        ..before.clone()
    };
    place.edit(record, &before, after.clone(), Duration::ZERO).await;
    tokio::time::sleep(Duration::from_secs(60)).await;
    let later = PatientForm {
        email: "mai@example.test".into(),
        ..after.clone()
    };
    place.edit(record, &after, later, Duration::ZERO).await;
    refuse(&place, "create-patient");
    let new = PatientForm {
        preferences: Some("=1+1; \"dimineața\"".into()),
        ..newcomer()
    };
    place.create(new, Duration::ZERO).await;
    place.drain().await;
    place.sandbox.faults().set_down(true);
    let row = place.free().await.pop().unwrap();
    place.tick(&row, "2", true).await;
    place.outbox_for(Duration::from_secs(3)).await;
    place
}

#[tokio::test(start_paused = true)]
async fn counts_are_those_of_the_list() {
    let place = Place::filled().await;
    let none = place.desk.outbox().counts().await.unwrap();
    assert_eq!(none, UnsentCounts::default());
    let place = busy().await;
    let list = place.desk.outbox().unsent().await.unwrap();
    let states: Vec<EntryState> = list.entries.iter().map(|entry| entry.state).collect();
    assert_eq!(
        states,
        [
            EntryState::Asks,
            EntryState::Refused,
            EntryState::Blocked,
            EntryState::Waiting
        ]
    );
    assert_eq!(list.counts, counted(&list.entries));
    assert_eq!(place.desk.outbox().counts().await.unwrap(), list.counts);
    let per_account = place
        .desk
        .accounts()
        .remove(place.connection.id)
        .await
        .unwrap_err();
    assert_eq!(per_account.code.as_str(), "unsent-work");
}

#[tokio::test(start_paused = true)]
async fn the_table_says_in_words_what_would_have_to_be_done_by_hand() {
    let place = busy().await;
    let words = Words::of("en").unwrap();
    let table = place.desk.outbox().export_csv(&words).await.unwrap();
    assert_eq!(table.name, "unsent-2026-11-23-1022.csv");
    let text = String::from_utf8(table.bytes).unwrap();
    let lines: Vec<&str> = text
        .trim_start_matches('\u{feff}')
        .split_terminator("\r\n")
        .collect();
    assert!(text.starts_with('\u{feff}') && text.ends_with("\r\n"));
    assert_eq!(
        lines[0],
        "\"Done\";\"What\";\"Patient\";\"Born\";\"Visit\";\"Details\";\"Account\";\"State\";\"Why\";\"By\";\"Tries\";\"Next try\""
    );
    assert_eq!(lines.len(), 5);
    assert!(lines.iter().all(|line| line.matches("\";\"").count() >= 11));
    let conflict = lines[1];
    assert!(
        conflict.starts_with("\"23.11.2026 10:18\";\"Changed patient\""),
        "{conflict}"
    );
    assert!(
        conflict.contains("here 0733000111, there 0744999888, before"),
        "{conflict}"
    );
    assert!(
        conflict.contains("\"needs a decision\";\"Changed here and there.\""),
        "{conflict}"
    );
    let refused = lines[2];
    assert!(
        refused.contains("\"New patient\";\"Zărnescu Ștefania\""),
        "{refused}"
    );
    assert!(
        refused.contains("Phone: 0799 555 123; E-mail: zarnescu@example.test"),
        "{refused}"
    );
    assert!(
        refused.contains("Preferences: =1+1; \"\"dimineața\"\""),
        "{refused}"
    );
    let blocked = lines[3];
    assert!(blocked.contains("→ mai@example.test\""), "{blocked}");
    assert!(blocked.contains("\"waits for an earlier change\""), "{blocked}");
    assert!(
        lines[4].contains("\"waits\";\"Clinica does not answer."),
        "{}",
        lines[4]
    );

    let romanian = place
        .desk
        .outbox()
        .export_csv(&Words::of("ro").unwrap())
        .await
        .unwrap();
    assert!(romanian.name.starts_with("netrimise-"));
    assert!(
        String::from_utf8(romanian.bytes)
            .unwrap()
            .contains("\"Pacient nou\"")
    );
}

/// A no to the second sending says nothing of the first one, whose answer was lost.
#[tokio::test(start_paused = true)]
async fn a_refusal_after_a_lost_answer_says_that_it_may_have_arrived() {
    let place = Place::filled().await;
    place
        .sandbox
        .set_fault(Fault::new("create-patient", FaultKind::DropBefore));
    place.create(newcomer(), Duration::ZERO).await;
    place.outbox_for(Duration::from_secs(2)).await;
    refuse(&place, "create-patient");
    place.drain().await;
    let entry = place.desk.outbox().unsent().await.unwrap().entries.pop().unwrap();
    assert_eq!((entry.state, entry.lost), (EntryState::Refused, 1));
    let table = place
        .desk
        .outbox()
        .export_csv(&Words::of("en").unwrap())
        .await
        .unwrap();
    let text = String::from_utf8(table.bytes).unwrap();
    assert!(text.contains("An earlier try was not answered"), "{text}");
}

#[test]
fn every_word_of_the_table_stands_in_every_language() {
    let said = |language: &str, id: &str| {
        let words = Words::of(language).unwrap();
        let values = [
            "subject", "was", "now", "count", "message", "before", "after", "field", "yours", "theirs",
        ];
        words.say(id, &values.map(|name| (name, "x")))
    };
    let columns = "done what patient born visit details account state why by tries next";
    let kinds =
        "set clear create_patient update_patient gdpr_form book_video remove_video send_lab upload_report";
    let states = "held queued sending waiting unknown blocked asks refused";
    let asks = "label_changed conflict ambiguous vanished needs_live_line look_there";
    let fields = "last_name first_name phone phone2 email national_id sex preferences birth_date birth_year exams \
                  reason status";
    let others = "refused refused-saying refused-doubt change conflict empty female male file";
    for (prefix, ends) in [
        ("", columns),
        ("kind-", kinds),
        ("state-", states),
        ("asks-", asks),
        ("field-", fields),
        ("", others),
    ] {
        for end in ends.split_whitespace() {
            let id = format!("unsent-table-{prefix}{end}");
            for language in Words::languages() {
                assert!(said(language, &id).is_some(), "{language}: {id}");
            }
        }
    }
}
