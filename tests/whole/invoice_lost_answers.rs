//! Answers of the three calls of an invoice that are lost: never a second charge, and whoever must look is told where it
//! stands.

use frontdesk_desk::billing::{InvoiceState, InvoiceStep, StopReason};
use frontdesk_desk::outbox::{Decision, Question, Resolve};
use frontdesk_sandbox::medsoft::Dialect;
use frontdesk_sandbox::{Fault, FaultKind};
use serde_json::json;

use crate::invoice_place::{TOTAL, Till, assert_issued, form};

const ARRIVED: [FaultKind; 5] = [
    FaultKind::DropAfter,
    FaultKind::BrokenAfter,
    FaultKind::CutBody,
    FaultKind::BrokenJson,
    FaultKind::Empty,
];
const NEVER_ARRIVED: [FaultKind; 3] = [FaultKind::DropBefore, FaultKind::Broken, FaultKind::Html];

#[tokio::test(start_paused = true)]
async fn services_that_arrived_without_an_answer_are_finished_there_and_never_added_again() {
    for kind in ARRIVED {
        let till = Till::open().await;
        till.place.sandbox.set_fault(Fault::new("add-services", kind));
        let accepted = till.issue(form()).await;
        let stopped = till.settled(accepted.invoice).await;
        assert_eq!(stopped.state, InvoiceState::NeedsPerson, "{kind:?}");
        let lost = Question::Stopped {
            stop: StopReason::CodesLost,
        };
        assert_eq!(stopped.question, Some(lost.clone()), "{kind:?}");
        assert_eq!(
            (stopped.step, stopped.reached),
            (Some(InvoiceStep::Services), Some(InvoiceStep::Services))
        );
        assert_eq!(stopped.may, [Decision::Happened, Decision::Discard]);
        assert_eq!(till.counts().await, (2, 0, 0), "{kind:?}");
        // To go on is not offered; whoever asks for it all the same is asked again.
        let refused = till
            .place
            .desk
            .resume_invoice(accepted.invoice)
            .await
            .unwrap_err();
        assert_eq!(refused.code, frontdesk_desk::ErrorCode::NotAllowed);
        till.decide(accepted.invoice, Decision::Send).await.unwrap();
        assert_eq!(
            till.settled(accepted.invoice).await.question,
            Some(lost),
            "{kind:?}"
        );
        assert_eq!(till.place.carried_out("add-services"), 1, "{kind:?}");
        // Finished there by hand.
        let missing = till
            .resolve(accepted.invoice, Decision::Happened, None, None)
            .await
            .unwrap_err();
        assert_eq!(missing.params.0["field"], "series");
        till.resolve(accepted.invoice, Decision::Happened, None, Some(("DBC", " 81 ")))
            .await
            .unwrap();
        let closed = till.settled(accepted.invoice).await;
        assert_eq!((closed.state, closed.by_hand), (InvoiceState::Issued, true));
        assert_eq!(
            (closed.series.as_deref(), closed.number.as_deref()),
            (Some("DBC"), Some("81"))
        );
        assert!(closed.paper.is_none() && till.unfinished().await.is_empty());
        assert_eq!(till.counts().await, (2, 0, 0), "nothing more was sent");
    }
}

#[tokio::test(start_paused = true)]
async fn services_that_never_arrived_are_sent_again_only_when_somebody_says_so() {
    for kind in NEVER_ARRIVED {
        let till = Till::open().await;
        till.place.sandbox.set_fault(Fault::new("add-services", kind));
        let accepted = till.issue(form()).await;
        let asked = till.settled(accepted.invoice).await;
        assert_eq!(asked.question, Some(Question::NeedsLiveLine), "{kind:?}");
        assert_eq!(
            asked.state,
            InvoiceState::NeedsPerson,
            "it may have reached the vendor: {kind:?}"
        );
        assert_eq!(till.place.asked("add-services"), 1, "{kind:?}");
        till.place.desk.resume_invoice(accepted.invoice).await.unwrap();
        assert_issued(&till.settled(accepted.invoice).await);
        assert_eq!(till.counts().await, (2, 1, 1), "{kind:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_colleagues_service_of_that_name_meanwhile_is_not_taken_for_ours_to_be_sent_again() {
    let till = Till::open().await;
    till.place
        .sandbox
        .set_fault(Fault::new("add-services", FaultKind::DropBefore));
    let accepted = till.issue(form()).await;
    till.settled(accepted.invoice).await;
    let path = format!("/admin/medsoft/patients/{}/services", till.patient);
    till.place
        .at_vendor("POST", &path, Some(json!({ "listed": 101 })))
        .await;
    // Somebody agrees to the repeat, but by now one of its services stands there: nobody can tell whose.
    till.place.desk.resume_invoice(accepted.invoice).await.unwrap();
    let stopped = till.settled(accepted.invoice).await;
    let lost = Question::Stopped {
        stop: StopReason::CodesLost,
    };
    assert_eq!(stopped.question, Some(lost));
    assert_eq!(till.place.carried_out("add-services"), 0);
    let refused = till
        .decide(accepted.invoice, Decision::Discard)
        .await
        .unwrap_err();
    assert_eq!(
        (
            refused.params.0["field"].as_str(),
            refused.params.0["reason"].as_str()
        ),
        ("reason", "required")
    );
    till.resolve(
        accepted.invoice,
        Decision::Discard,
        Some("a colleague makes it there"),
        None,
    )
    .await
    .unwrap();
    let closed = till.settled(accepted.invoice).await;
    assert_eq!(closed.state, InvoiceState::NotIssued);
    assert_eq!(till.place.carried_out("add-services"), 0);
}

#[tokio::test(start_paused = true)]
async fn a_note_that_arrived_without_an_answer_is_found_by_its_services_and_gone_on_with() {
    for kind in ARRIVED {
        let till = Till::open().await;
        till.place.sandbox.set_fault(Fault::new("add-payment", kind));
        let accepted = till.issue(form()).await;
        assert_issued(&till.settled(accepted.invoice).await);
        assert_eq!(till.counts().await, (2, 1, 1), "{kind:?}");
        assert_eq!(till.place.carried_out("add-payment"), 1, "{kind:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_note_whose_codes_say_nothing_is_looked_at_by_a_person() {
    let till = Till::open().await;
    let dialect = Dialect::a().with(&json!({ "detail_code": "listed" })).unwrap();
    till.place.sandbox.set_dialect(dialect);
    till.place
        .sandbox
        .set_fault(Fault::new("add-payment", FaultKind::DropAfter));
    let accepted = till.issue(form()).await;
    let asked = till.settled(accepted.invoice).await;
    assert_eq!(asked.question, Some(Question::Ambiguous { candidates: 1 }));
    assert_eq!(
        (asked.step, asked.reached),
        (Some(InvoiceStep::Payment), Some(InvoiceStep::Services))
    );
    // Going on by itself is not offered.
    let refused = till.place.desk.resume_invoice(accepted.invoice).await;
    assert_eq!(refused.unwrap_err().code, frontdesk_desk::ErrorCode::NotAllowed);
    assert_eq!(till.counts().await, (2, 1, 0));
    till.resolve(accepted.invoice, Decision::Happened, None, Some(("DBC", "90")))
        .await
        .unwrap();
    assert_eq!(till.settled(accepted.invoice).await.state, InvoiceState::Issued);
    assert_eq!(till.place.carried_out("add-payment"), 1);
}

#[tokio::test(start_paused = true)]
async fn a_note_that_never_arrived_is_made_again_only_when_somebody_says_so() {
    for kind in NEVER_ARRIVED {
        let till = Till::open().await;
        till.place.sandbox.set_fault(Fault::new("add-payment", kind));
        let accepted = till.issue(form()).await;
        let asked = till.settled(accepted.invoice).await;
        assert_eq!(asked.question, Some(Question::NeedsLiveLine), "{kind:?}");
        assert_eq!(asked.reached, Some(InvoiceStep::Services));
        let path = format!("/admin/medsoft/patients/{}/services", till.patient);
        // A colleague's payment of another sum meanwhile is another one.
        let other = json!({ "listed": 112, "paid": true });
        till.place.at_vendor("POST", &path, Some(other)).await;
        till.place.desk.resume_invoice(accepted.invoice).await.unwrap();
        assert_issued(&till.settled(accepted.invoice).await);
        assert_eq!(till.counts().await, (3, 2, 1), "{kind:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_invoice_whose_answer_was_lost_is_looked_up_by_a_person() {
    for (kind, arrived) in ARRIVED
        .map(|kind| (kind, true))
        .into_iter()
        .chain(NEVER_ARRIVED.map(|kind| (kind, false)))
    {
        let till = Till::open().await;
        till.place.sandbox.set_fault(Fault::new("add-invoice", kind));
        let accepted = till.issue(form()).await;
        let asked = till.settled(accepted.invoice).await;
        assert_eq!(asked.question, Some(Question::LookThere), "{kind:?}");
        assert_eq!(asked.may, [Decision::Happened, Decision::Send, Decision::Discard]);
        assert_eq!(
            (asked.step, asked.reached),
            (Some(InvoiceStep::Invoice), Some(InvoiceStep::Payment))
        );
        assert!(asked.note.is_some(), "what to look up is named");
        assert!(
            till.place.desk.resume_invoice(accepted.invoice).await.is_err(),
            "nobody has looked"
        );
        if arrived {
            let number = till.books().await["invoices"][0]["invoice"]["number"].to_string();
            till.resolve(accepted.invoice, Decision::Happened, None, Some(("DBC", &number)))
                .await
                .unwrap();
            let closed = till.settled(accepted.invoice).await;
            assert!(closed.by_hand && closed.number == Some(number));
        } else {
            till.decide(accepted.invoice, Decision::Send).await.unwrap();
            assert_issued(&till.settled(accepted.invoice).await);
        }
        assert_eq!(till.counts().await, (2, 1, 1), "{kind:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_vendor_that_says_no_is_heard_and_what_stands_there_is_said() {
    let till = Till::open().await;
    till.place
        .sandbox
        .set_fault(Fault::new("add-payment", FaultKind::TooMany));
    let accepted = till.issue(form()).await;
    let waits = till.settled(accepted.invoice).await;
    assert_eq!(
        (waits.question.clone(), waits.reached),
        (Some(Question::NeedsLiveLine), Some(InvoiceStep::Services))
    );
    assert_eq!(
        waits.state,
        InvoiceState::NeedsPerson,
        "services are there, it is not only prepared"
    );
    till.place.desk.resume_invoice(accepted.invoice).await.unwrap();
    assert_issued(&till.settled(accepted.invoice).await);
    assert_eq!(till.counts().await, (2, 1, 1));
}

#[tokio::test(start_paused = true)]
async fn a_yes_to_what_was_asked_before_is_no_yes_to_what_is_asked_now() {
    let till = Till::open().await;
    till.place
        .sandbox
        .set_fault(Fault::new("add-invoice", FaultKind::TooMany));
    let accepted = till.issue(form()).await;
    let seen = till.settled(accepted.invoice).await;
    assert_eq!(
        (seen.step, seen.question.clone()),
        (Some(InvoiceStep::Invoice), Some(Question::NeedsLiveLine))
    );
    let pressed = |question| Resolve {
        id: seen.entry.unwrap(),
        decision: Decision::Send,
        reason: None,
        issued: None,
        question,
        money_kept: None,
    };
    let outbox = till.place.desk.outbox();
    let unnamed = outbox.resolve(pressed(None)).await.unwrap_err();
    assert_eq!(
        (
            unnamed.params.0["field"].as_str(),
            unnamed.params.0["reason"].as_str()
        ),
        ("question", "required")
    );
    // One window presses; the invoice is issued and its answer lost. Another window still shows what was asked before.
    till.place
        .sandbox
        .set_fault(Fault::new("add-invoice", FaultKind::DropAfter));
    outbox.resolve(pressed(seen.question.clone())).await.unwrap();
    let asked = till.settled(accepted.invoice).await.question;
    assert_eq!(asked, Some(Question::LookThere));
    let late = outbox.resolve(pressed(seen.question.clone())).await.unwrap_err();
    assert_eq!(late.code, frontdesk_desk::ErrorCode::NotAllowed);
    assert_eq!(till.settled(accepted.invoice).await.question, asked);
    assert_eq!(till.counts().await, (2, 1, 1));
}

#[tokio::test(start_paused = true)]
async fn a_note_that_is_none_of_those_seen_is_made_when_a_person_has_looked_at_them() {
    let till = Till::open().await;
    till.place
        .sandbox
        .set_fault(Fault::new("add-payment", FaultKind::DropBefore));
    let accepted = till.issue(form()).await;
    till.settled(accepted.invoice).await;
    // A colleague takes the same sum for something else.
    let path = format!("/admin/medsoft/patients/{}/services", till.patient);
    let other = json!({ "listed": 101, "price": TOTAL, "paid": true });
    till.place.at_vendor("POST", &path, Some(other)).await;
    till.place.desk.resume_invoice(accepted.invoice).await.unwrap();
    let asked = till.settled(accepted.invoice).await;
    assert_eq!(asked.question, Some(Question::Ambiguous { candidates: 1 }));
    assert_eq!(till.place.carried_out("add-payment"), 0);
    till.decide(accepted.invoice, Decision::Send).await.unwrap();
    assert_issued(&till.settled(accepted.invoice).await);
    assert_eq!(till.place.carried_out("add-payment"), 1);
}

#[tokio::test(start_paused = true)]
async fn services_that_stand_there_under_another_name_are_seen_all_the_same() {
    let till = Till::open().await;
    till.place
        .sandbox
        .set_fault(Fault::new("add-services", FaultKind::DropAfter));
    till.spoil("/istoric/servicii", |body| {
        for row in body["ReturnData"].as_array_mut().unwrap() {
            row["Denumire"] = json!(format!("{} x", row["Denumire"].as_str().unwrap()));
        }
    });
    let accepted = till.issue(form()).await;
    let lost = Question::Stopped {
        stop: StopReason::CodesLost,
    };
    assert_eq!(till.settled(accepted.invoice).await.question, Some(lost));
    assert_eq!(till.place.carried_out("add-services"), 1);
}

#[tokio::test(start_paused = true)]
async fn rows_that_cannot_be_read_do_not_say_that_it_is_not_there() {
    let till = Till::open().await;
    till.place
        .sandbox
        .set_fault(Fault::new("add-services", FaultKind::DropAfter));
    till.spoil("/istoric/servicii", |body| {
        for row in body["ReturnData"].as_array_mut().unwrap() {
            *row = json!("?");
        }
    });
    let accepted = till.issue(form()).await;
    let looking = till.settled(accepted.invoice).await;
    assert_eq!((looking.state, looking.question), (InvoiceState::OnTheWay, None));
    assert_eq!(till.place.asked("add-services"), 1);
}

#[tokio::test(start_paused = true)]
async fn a_no_that_came_after_the_invoice_was_made_is_looked_up_before_another_try() {
    let till = Till::open().await;
    till.place.sandbox.set_fault(Fault {
        status: Some(400),
        applied: Some(true),
        ..Fault::new("add-invoice", FaultKind::Empty)
    });
    let accepted = till.issue(form()).await;
    let refused = till.settled(accepted.invoice).await;
    assert_eq!(
        (refused.state, refused.question),
        (InvoiceState::NeedsPerson, None)
    );
    till.place.desk.resume_invoice(accepted.invoice).await.unwrap();
    let asked = till.settled(accepted.invoice).await;
    assert_eq!(asked.question, Some(Question::LookThere));
    assert_eq!(till.place.asked("add-invoice"), 1);
}

#[tokio::test(start_paused = true)]
async fn what_was_refused_when_a_copy_was_made_is_looked_up_before_it_is_sent_after_it_took_its_place() {
    let mut till = Till::open().await;
    till.place.sandbox.set_fault(Fault {
        status: Some(400),
        applied: Some(false),
        ..Fault::new("add-services", FaultKind::Empty)
    });
    let accepted = till.issue(form()).await;
    let refused = till.settled(accepted.invoice).await;
    assert_eq!(
        (refused.state, refused.question),
        (InvoiceState::NeedsPerson, None)
    );
    till.place.desk.copy_store().await.unwrap();
    // It is sent again and issued, and then the disk fails.
    till.place.desk.resume_invoice(accepted.invoice).await.unwrap();
    assert_issued(&till.settled(accepted.invoice).await);
    till.place.restore_the_copy().await;
    let asked = till.settled(accepted.invoice).await;
    assert_eq!(asked.question, Some(Question::LookThere));
    assert_eq!(asked.reason, Some(frontdesk_desk::ErrorCode::CopyRestored));
    let refused = till.place.desk.resume_invoice(accepted.invoice).await;
    assert_eq!(refused.unwrap_err().code, frontdesk_desk::ErrorCode::NotAllowed);
    assert_eq!(till.counts().await, (2, 1, 1));
}
