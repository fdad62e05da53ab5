//! The access log of a desk at work: what people do leaves lines, what came of it stands beside them, and nobody
//! changes it unseen.

use std::time::Duration;

use frontdesk_desk::ErrorCode;
use frontdesk_desk::agenda::SetStatus;
use frontdesk_desk::audit::{AuditAct, AuditLine, AuditProblem, AuditQuery};
use frontdesk_desk::outbox::{Decision, EntryState, Resolve};
use frontdesk_desk::patients::PatientForm;
use frontdesk_sandbox::{Fault, FaultKind};
use serde_json::json;
use uuid::Uuid;

use crate::canary::Logged;
use crate::desk::{Place, newcomer};
use crate::outbox_lost_answers::somebody;

impl Place {
    /// Lines of an act, oldest first.
    async fn lines_of(&self, act: AuditAct) -> Vec<AuditLine> {
        let query = AuditQuery {
            act: Some(act),
            ..AuditQuery::default()
        };
        let mut lines = self.desk.access_log(query).await.unwrap().lines;
        lines.reverse();
        lines
    }

    async fn log_is_whole(&self) {
        let verdict = self.desk.verify_access_log(None).await.unwrap();
        assert!(verdict.ok, "{verdict:?}");
    }
}

fn value(line: &AuditLine, field: &str) -> (Option<String>, Option<String>) {
    let change = line.changes.iter().find(|change| change.field == field).unwrap();
    (change.before.clone(), change.after.clone())
}

#[tokio::test(start_paused = true)]
async fn a_tick_says_who_whose_where_what_and_what_came_of_it() {
    let place = Place::filled().await;
    let row = place.expected().await;
    let tick = SetStatus {
        appointment: row.id,
        key: "2".into(),
        value: true,
        reason: Some("came early".into()),
        happened_at: None,
        intent: Uuid::new_v4(),
    };
    let accepted = place
        .desk
        .outbox()
        .set_status(tick.clone(), Duration::ZERO)
        .await
        .unwrap();
    let line = place.lines_of(AuditAct::StatusSet).await.remove(0);
    assert_eq!(line.outcome.unwrap().state, EntryState::Queued);
    place.drain().await;
    // The same intent once more is the same act.
    place
        .desk
        .outbox()
        .set_status(tick, Duration::ZERO)
        .await
        .unwrap();

    let lines = place.lines_of(AuditAct::StatusSet).await;
    assert_eq!(lines.len(), 1);
    let line = &lines[0];
    assert_eq!(
        (line.person, line.appointment),
        (Some(row.patient.id), Some(row.id))
    );
    assert_eq!(line.patient_name.as_deref(), Some(row.patient.name.as_str()));
    assert_eq!(
        (line.user_name.as_str(), line.connection.as_deref()),
        ("", Some("Clinica"))
    );
    assert_eq!(line.reason.as_deref(), Some("came early"));
    let (before, after) = value(line, "status");
    assert!(before.is_none() && after.is_some_and(|label| !label.is_empty()));
    let outcome = line.outcome.as_ref().unwrap();
    assert_eq!((outcome.state, outcome.reason), (EntryState::Done, None));
    assert!(outcome.at.is_some());

    let ended = place.lines_of(AuditAct::Settled).await;
    assert_eq!(ended.len(), 1);
    assert_eq!(
        (ended[0].person, ended[0].appointment),
        (line.person, line.appointment)
    );
    assert_eq!(ended[0].outcome.as_ref().unwrap().state, EntryState::Done);

    place.desk.outbox().undo(accepted.intent).await.unwrap();
    place.desk.outbox().undo(accepted.intent).await.unwrap();
    place.drain().await;
    let undone = place.lines_of(AuditAct::Undone).await;
    assert_eq!(undone.len(), 1, "undoing twice is one undo");
    assert_eq!(value(&undone[0], "status").1, None);
    assert!(
        undone[0].outcome.is_none(),
        "what it led to is told by the tick that answers it"
    );
    let ticks = place.lines_of(AuditAct::StatusSet).await;
    assert_eq!(ticks.len(), 2);
    assert_eq!(value(&ticks[1], "status").1, None);
    let history = place.desk.patient_history(row.patient.id).await.unwrap();
    assert_eq!(
        history.iter().map(|line| line.act).collect::<Vec<_>>(),
        [AuditAct::StatusSet, AuditAct::Undone, AuditAct::StatusSet],
        "newest first, without the looks and ends"
    );
    place.log_is_whole().await;
}

#[tokio::test(start_paused = true)]
async fn an_edit_shows_old_and_new_and_a_refusal_the_vendors_reason() {
    let place = Place::filled().await;
    let (record, before) = somebody(&place).await;
    let after = PatientForm {
        phone: "0733000111".into(),
        email: String::new(),
        ..before.clone()
    };
    place.sandbox.set_fault(Fault {
        status: Some(400),
        applied: Some(false),
        ..Fault::new("update-patient", FaultKind::Empty)
    });
    place.edit(record, &before, after, Duration::ZERO).await;
    let left = place.drain().await;
    assert_eq!(left[0].state, EntryState::Refused, "{:?}", left[0].reason);
    let line = place.lines_of(AuditAct::PatientEdited).await.remove(0);
    assert_eq!(
        value(&line, "phone"),
        (Some(before.phone.clone()), Some("0733000111".to_owned()))
    );
    let outcome = line.outcome.unwrap();
    assert_eq!(outcome.state, EntryState::Refused);
    assert_eq!(outcome.reason, left[0].reason);
    assert!(outcome.reason.is_some());

    // Given up, for a reason that stays.
    let resolve = Resolve {
        id: left[0].id,
        decision: Decision::Discard,
        reason: Some("they will call".into()),
        issued: None,
        question: None,
        attempts: None,
        money_kept: None,
    };
    place.desk.outbox().resolve(resolve).await.unwrap();
    let given_up = place.lines_of(AuditAct::UnsentDiscarded).await.remove(0);
    assert_eq!(given_up.reason.as_deref(), Some("they will call"));
    let ends = place.lines_of(AuditAct::Settled).await;
    let states: Vec<_> = ends
        .iter()
        .map(|line| line.outcome.as_ref().unwrap().state)
        .collect();
    assert_eq!(states, [EntryState::Refused, EntryState::Discarded]);
    place.log_is_whole().await;
}

#[tokio::test(start_paused = true)]
async fn of_a_decided_conflict_all_three_values_stay() {
    let place = Place::filled().await;
    let (record, before) = somebody(&place).await;
    let code = {
        let account = place.desk.accounts().record(record).await.unwrap();
        account.1.unwrap()
    };
    place
        .at_vendor(
            "POST",
            &format!("/admin/medsoft/patients/{code}"),
            Some(json!({"phone": "0744999888"})),
        )
        .await;
    let after = PatientForm {
        phone: "0733000111".into(),
        ..before.clone()
    };
    let accepted = place.edit(record, &before, after, Duration::ZERO).await;
    place.drain().await;
    place.decide(accepted.entry, Decision::Send).await;
    let line = place.lines_of(AuditAct::UnsentSent).await.remove(0);
    let phone = line
        .changes
        .iter()
        .find(|change| change.field == "phone")
        .unwrap();
    assert_eq!(
        (
            phone.before.as_ref(),
            phone.after.as_deref(),
            phone.theirs.as_deref()
        ),
        (Some(&before.phone), Some("0733000111"), Some("0744999888"))
    );
}

#[tokio::test(start_paused = true)]
async fn a_new_patient_is_created_once_in_the_log_and_found_under_the_person() {
    let place = Place::filled().await;
    let (person, _) = place.create(newcomer(), Duration::ZERO).await;
    place.drain().await;
    let line = place.lines_of(AuditAct::PatientCreated).await.remove(0);
    assert_eq!(line.person, Some(person));
    assert_eq!(line.patient_name.as_deref(), Some("Zărnescu Ștefania"));
    assert_eq!(value(&line, "email").1.as_deref(), Some("zarnescu@example.test"));
    assert_eq!(line.outcome.unwrap().state, EntryState::Done);
    assert_eq!(place.desk.patient_history(person).await.unwrap().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn looks_are_put_down_and_pages_read_again_by_themselves_once() {
    let place = Place::filled().await;
    let person = place.expected().await.patient.id;
    for _ in 0..20 {
        place.desk.open_patient(person).await.unwrap();
        tokio::time::sleep(Duration::from_secs(10)).await;
    }
    assert_eq!(place.lines_of(AuditAct::PatientOpened).await.len(), 1);
    tokio::time::sleep(Duration::from_secs(300)).await;
    place.desk.open_patient(person).await.unwrap();
    assert_eq!(place.lines_of(AuditAct::PatientOpened).await.len(), 2);
    let nobody = Uuid::new_v4();
    assert!(place.desk.open_patient(nobody).await.is_err());
    assert!(place.desk.refresh_patient(nobody).await.is_err());
    assert!(place.desk.patient_history(nobody).await.is_err());
    let about = AuditQuery {
        person: Some(nobody),
        ..AuditQuery::default()
    };
    assert!(place.desk.access_log(about).await.unwrap().lines.is_empty());
}

#[tokio::test(start_paused = true)]
async fn the_saved_table_names_the_end_of_the_log_and_tells_a_cut_later() {
    let place = Place::filled().await;
    let (record, before) = somebody(&place).await;
    let after = PatientForm {
        email: "=cmd@example.test".into(),
        ..before.clone()
    };
    place.edit(record, &before, after, Duration::from_secs(60)).await;
    let export = place
        .desk
        .export_access_log(AuditQuery::default(), "ro")
        .await
        .unwrap();
    assert!(export.name.starts_with("access-log-2026-11-23") && export.name.ends_with(".csv"));
    let text = String::from_utf8(export.bytes).unwrap();
    assert!(text.starts_with('\u{feff}'));
    let rows: Vec<&str> = text.trim_end().split("\r\n").collect();
    assert!(rows[1].contains("2026-11-23 1"), "{}", rows[1]);
    assert!(
        text.contains("=cmd@example.test") && !text.contains(";\"=cmd"),
        "no cell is a formula"
    );
    for row in &rows {
        assert_eq!(row.matches("\";\"").count(), 13, "as many cells in each: {row}");
        assert!(!row.contains('\n'), "a row is a line: {row}");
    }
    let end: Vec<&str> = rows
        .last()
        .unwrap()
        .split(';')
        .map(|cell| cell.trim_matches('"'))
        .collect();
    let end = format!("{}:{}", end[1], end[2]);
    assert_eq!(end, place.desk.access_log_end().await.unwrap());
    assert!(
        place.lines_of(AuditAct::LogExported).await.is_empty(),
        "not saved yet"
    );
    place.desk.access_log_saved(&AuditQuery::default()).await.unwrap();
    assert_eq!(place.lines_of(AuditAct::LogExported).await.len(), 1);

    place
        .desk
        .open_patient(place.expected().await.patient.id)
        .await
        .unwrap();
    assert!(place.desk.verify_access_log(Some(&end)).await.unwrap().ok);
    let forged = format!(
        "{}{}",
        &end[..end.len() - 1],
        if end.ends_with('0') { '1' } else { '0' }
    );
    let verdict = place.desk.verify_access_log(Some(&forged)).await.unwrap();
    assert_eq!(verdict.problem, Some(AuditProblem::Changed));
    let later = format!("999{end}");
    let verdict = place.desk.verify_access_log(Some(&later)).await.unwrap();
    assert_eq!(verdict.problem, Some(AuditProblem::Cut));
    let nothing = place.desk.verify_access_log(Some("yesterday")).await.unwrap_err();
    assert_eq!(nothing.code, ErrorCode::InvalidField);
}

#[tokio::test(start_paused = true)]
async fn window_and_command_line_write_one_chain_that_outlives_both() {
    let mut place = Place::filled().await;
    let other = place.another().await;
    let person = place.expected().await.patient.id;
    for _ in 0..3 {
        place.desk.refresh_patient(person).await.unwrap();
        other.refresh_patient(person).await.unwrap();
    }
    assert_eq!(place.lines_of(AuditAct::PatientRefreshed).await.len(), 6);
    place.log_is_whole().await;
    drop(other);
    place.reopen().await;
    place.log_is_whole().await;
    let mark = place.folder().join("store.log");
    std::fs::remove_file(mark).unwrap();
    place.reopen().await;
    let verdict = place.desk.verify_access_log(None).await.unwrap();
    assert_eq!(verdict.problem, Some(AuditProblem::Cut));
    assert_eq!(place.lines_of(AuditAct::LogBroken).await.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn contents_past_their_time_go_by_themselves() {
    let place = Place::filled().await;
    let person = place.expected().await.patient.id;
    place.desk.open_patient(person).await.unwrap();
    // Six years later, or the clock says so.
    tokio::time::sleep(Duration::from_secs(73 * 31 * 86_400)).await;
    let a_minute = || tokio::time::sleep(Duration::from_secs(60));
    place.while_running(a_minute()).await;
    let line = place.lines_of(AuditAct::PatientOpened).await.remove(0);
    assert!(!line.erased, "an hour with the wrong year removes nothing");
    // It says so for a week.
    tokio::time::sleep(Duration::from_secs(8 * 86_400)).await;
    place.while_running(a_minute()).await;
    let line = place.lines_of(AuditAct::PatientOpened).await.remove(0);
    assert!(line.erased && line.patient_name.is_none());
    assert_eq!(line.person, Some(person));
    assert_eq!(place.lines_of(AuditAct::LogThinned).await.len(), 1);
    place.log_is_whole().await;
}

#[tokio::test(start_paused = true)]
async fn neither_the_mark_beside_the_store_nor_the_applications_log_names_anybody() {
    let logged = Logged::everything();
    let place = Place::filled().await;
    let (_, accepted) = place.create(newcomer(), Duration::ZERO).await;
    place.drain().await;
    place.desk.outbox().undo(accepted.intent).await.unwrap_err();
    place
        .desk
        .export_access_log(AuditQuery::default(), "en")
        .await
        .unwrap();
    logged.holds_none_of(&["Zărnescu", "0799 555 123", "zarnescu@example.test"]);
    for file in std::fs::read_dir(place.folder()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("Zărnescu") && !text.contains("zarnescu@example.test"));
    }
}
