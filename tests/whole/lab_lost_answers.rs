//! Answers of the laboratory that are lost: it answers no question about an order, so a person looks there.

use frontdesk_desk::ErrorCode;
use frontdesk_desk::lab::LabEvent;
use frontdesk_desk::outbox::{Decision, EntryState, Question, Resolve};
use frontdesk_sandbox::{Fault, FaultKind};
use uuid::Uuid;

use crate::lab_place::{Lab, order, pdf};

/// With how often the order reached the laboratory.
const LOST: [(FaultKind, usize); 6] = [
    (FaultKind::DropAfter, 1),
    (FaultKind::BrokenAfter, 1),
    (FaultKind::CutBody, 1),
    (FaultKind::BrokenJson, 1),
    (FaultKind::DropBefore, 0),
    (FaultKind::Html, 0),
];

async fn lost(kind: FaultKind) -> (Lab, Uuid) {
    let lab = Lab::open().await;
    lab.place
        .sandbox
        .set_fault(Fault::new("gensoft/send-attendance", kind));
    let sent = lab.send(order("5", LabEvent::Created)).await;
    let left = lab.place.drain().await;
    assert_eq!(left.len(), 1, "{kind:?}");
    let asked = &left[0];
    assert_eq!(asked.id, sent.accepted.entry);
    assert_eq!(
        (asked.state, &asked.question),
        (EntryState::Asks, &Some(Question::LookThere)),
        "{kind:?}"
    );
    assert_eq!(asked.may, [Decision::Happened, Decision::Send, Decision::Discard]);
    assert_eq!(asked.subject.as_deref(), Some("5"));
    assert_eq!(asked.patient_name, "CANARY Souza");
    (lab, sent.accepted.entry)
}

#[tokio::test(start_paused = true)]
async fn an_order_that_somebody_saw_there_is_done_without_being_sent() {
    for (kind, arrived) in LOST {
        let (lab, entry) = lost(kind).await;
        lab.place.decide(entry, Decision::Happened).await;
        assert!(lab.place.drain().await.is_empty(), "{kind:?}");
        assert_eq!(lab.place.state_of(entry).await, EntryState::Done, "{kind:?}");
        assert_eq!(lab.at_laboratory("5").await.len(), arrived, "{kind:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_order_that_nobody_found_there_is_sent_again() {
    for (kind, arrived) in LOST {
        let (lab, entry) = lost(kind).await;
        lab.place.decide(entry, Decision::Send).await;
        assert!(lab.place.drain().await.is_empty(), "{kind:?}");
        assert_eq!(lab.place.state_of(entry).await, EntryState::Done, "{kind:?}");
        assert_eq!(lab.at_laboratory("5").await.len(), arrived + 1, "{kind:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_second_lost_answer_asks_again() {
    let (lab, entry) = lost(FaultKind::DropAfter).await;
    lab.place
        .sandbox
        .set_fault(Fault::new("gensoft/send-attendance", FaultKind::DropAfter));
    lab.place.decide(entry, Decision::Send).await;
    let left = lab.place.drain().await;
    assert_eq!(left[0].question, Some(Question::LookThere));
    lab.place.decide(entry, Decision::Happened).await;
    assert!(lab.place.drain().await.is_empty());
    assert_eq!(lab.at_laboratory("5").await.len(), 2);
}

#[tokio::test(start_paused = true)]
async fn later_moments_wait_for_the_answer_and_keep_their_order() {
    let (lab, entry) = lost(FaultKind::DropBefore).await;
    let blocked = lab.send(order("5", LabEvent::Blocked)).await;
    let cancelled = lab.send(order("5", LabEvent::Cancelled)).await;
    // Another order does not wait for this one.
    lab.send(order("6", LabEvent::Created)).await;
    let left = lab.place.drain().await;
    assert_eq!(left.len(), 3);
    let shown = lab.place.desk.lab_desk().await.unwrap();
    let states: Vec<EntryState> = shown.orders[1].sent.iter().map(|sending| sending.state).collect();
    assert_eq!(
        states,
        [EntryState::Blocked, EntryState::Blocked, EntryState::Asks]
    );
    assert_eq!(lab.at_laboratory("6").await.len(), 1);
    lab.place.decide(entry, Decision::Send).await;
    assert!(lab.place.drain().await.is_empty());
    let sent = lab.at_laboratory("5").await;
    let events: Vec<&str> = sent.iter().map(|body| body["event"].as_str().unwrap()).collect();
    assert_eq!(events, ["created", "blocked", "cancelled"]);
    for entry in [blocked.accepted.entry, cancelled.accepted.entry] {
        assert_eq!(lab.place.state_of(entry).await, EntryState::Done);
    }
}

#[tokio::test(start_paused = true)]
async fn it_is_there_is_an_answer_to_that_question_only() {
    let lab = Lab::open().await;
    let sent = lab.send(order("5", LabEvent::Created)).await;
    let happened = Resolve {
        id: sent.accepted.entry,
        decision: Decision::Happened,
        reason: None,
        issued: None,
        question: None,
        attempts: None,
        money_kept: None,
    };
    let outbox = lab.place.desk.outbox();
    // On its way, waiting for a line, done: nobody needs to look.
    assert_eq!(
        outbox.resolve(happened.clone()).await.unwrap_err().code,
        ErrorCode::NotAllowed
    );
    lab.place.sandbox.faults().set_down(true);
    let left = lab.place.drain().await;
    assert_eq!(left[0].question, Some(Question::NeedsLiveLine));
    assert_eq!(
        outbox.resolve(happened.clone()).await.unwrap_err().params.0["field"],
        "question"
    );
    let named = Resolve {
        question: left[0].question.clone(),
        attempts: Some(left[0].attempts),
        ..happened.clone()
    };
    assert_eq!(
        outbox.resolve(named).await.unwrap_err().code,
        ErrorCode::NotAllowed
    );
    lab.place.sandbox.faults().set_down(false);
    lab.place.decide(sent.accepted.entry, Decision::Send).await;
    assert!(lab.place.drain().await.is_empty());
    assert_eq!(
        outbox.resolve(happened).await.unwrap_err().code,
        ErrorCode::NotAllowed
    );
    assert_eq!(lab.at_laboratory("5").await.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_desk_that_ended_while_sending_asks_when_it_is_opened_again() {
    let mut lab = Lab::open().await;
    lab.place.sandbox.set_fault(Fault {
        ms: 60_000,
        ..Fault::new("gensoft/send-attendance", FaultKind::Latency)
    });
    let sent = lab.send(order("5", LabEvent::Created)).await;
    lab.place.outbox_for(std::time::Duration::from_secs(5)).await;
    lab.place.reopen().await;
    let left = lab.place.drain().await;
    assert_eq!(
        (left[0].id, &left[0].question),
        (sent.accepted.entry, &Some(Question::LookThere))
    );
    lab.place.decide(sent.accepted.entry, Decision::Happened).await;
    assert!(lab.place.drain().await.is_empty());
    assert_eq!(lab.at_laboratory("5").await.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_report_whose_answer_was_lost_is_uploaded_once_more() {
    for (kind, arrived) in LOST {
        let lab = Lab::open().await;
        lab.place
            .sandbox
            .set_fault(Fault::new("gensoft/upload-report", kind));
        let accepted = lab
            .place
            .desk
            .upload_report(lab.report("10", &pdf()))
            .await
            .unwrap();
        assert!(lab.place.drain().await.is_empty(), "{kind:?}");
        assert_eq!(
            lab.place.state_of(accepted.entry).await,
            EntryState::Done,
            "{kind:?}"
        );
        assert_eq!(lab.versions("10").await, arrived + 1, "{kind:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_key_that_a_laboratory_refused_once_is_tried_again_because_nothing_else_can_be_asked() {
    let lab = Lab::open().await;
    lab.place
        .sandbox
        .set_fault(Fault::new("gensoft/*", FaultKind::Unauthorized));
    let report = lab.report("10", &pdf());
    let entry = lab.place.desk.upload_report(report).await.unwrap().entry;
    assert!(lab.place.drain().await.is_empty());
    assert_eq!(lab.place.state_of(entry).await, EntryState::Done);

    lab.place
        .sandbox
        .set_fault(Fault::new("gensoft/*", FaultKind::Unauthorized));
    let sent = lab.send(order("6", LabEvent::Created)).await;
    let left = lab.place.drain().await;
    assert_eq!(left[0].reason, Some(ErrorCode::KeyRefused));
    assert_eq!(left[0].question, Some(Question::NeedsLiveLine));
    lab.place.decide(sent.accepted.entry, Decision::Send).await;
    assert!(lab.place.drain().await.is_empty());
    assert_eq!(lab.at_laboratory("6").await.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn reports_of_one_number_at_two_laboratories_do_not_wait_for_each_other() {
    let lab = Lab::open().await;
    let account = lab.place.sandbox.accounts().gensoft;
    let mut nowhere = frontdesk_desk::connections::ConnectionDraft::of(
        frontdesk_desk::connections::Vendor::Gensoft,
        "Outro",
        &format!("{}/nowhere", account.base_url),
        &[],
        &[("key", "another")],
    );
    nowhere.details.insert("upload".to_owned(), "raw".to_owned());
    let other = lab.place.connect(nowhere).await;
    let mut stuck = lab.report("10", &pdf());
    stuck.connection = other.id;
    lab.place.desk.upload_report(stuck).await.unwrap();
    let ours = lab
        .place
        .desk
        .upload_report(lab.report("10", &pdf()))
        .await
        .unwrap();
    lab.place.drain().await;
    assert_eq!(lab.place.state_of(ours.entry).await, EntryState::Done);
}
