//! What stops an invoice before anything is sent, or before the next call; and what a crash leaves.

use std::time::Duration;

use frontdesk_desk::billing::{
    InvoiceForm, InvoiceLineForm, InvoiceState, InvoiceStep, IssueInvoice, ServiceKind, StopReason,
};
use frontdesk_desk::money::MoneyDayRequest;
use frontdesk_desk::outbox::{Decision, EntryState, Question, Resolve};
use frontdesk_sandbox::{Fault, FaultKind};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::invoice_place::{TOTAL, Till, assert_issued, form, line};

fn stop(question: Option<Question>) -> StopReason {
    match question {
        Some(Question::Stopped { stop }) => stop,
        other => panic!("not stopped: {other:?}"),
    }
}

fn each(body: &mut Value, change: impl Fn(&mut Value)) {
    for row in body["ReturnData"].as_array_mut().unwrap() {
        change(row);
    }
}

#[tokio::test(start_paused = true)]
async fn another_price_than_was_seen_stops_and_is_agreed_to_or_not() {
    let till = Till::open().await;
    // The vendor itself sells it for more from now on.
    let path = "/admin/medsoft/prices/101";
    till.place
        .at_vendor("POST", path, Some(json!({ "price": "220" })))
        .await;
    let accepted = till.issue(form()).await;
    let stopped = till.settled(accepted.invoice).await;
    let changed = StopReason::PriceChanged {
        kind: Some(ServiceKind::Service),
        code: "101".into(),
        name: "Consultație medic specialist".into(),
        was: "200".into(),
        now: "220".into(),
    };
    assert_eq!(stop(stopped.question), changed);
    assert_eq!(till.counts().await, (0, 0, 0));
    till.decide(accepted.invoice, Decision::Send).await.unwrap();
    assert_issued(&till.settled(accepted.invoice).await);
    let books = till.books().await;
    let price = |listed: u32| {
        let services = books["services"].as_array().unwrap();
        services.iter().find(|row| row["listed"] == listed).unwrap()["price"].clone()
    };
    assert_eq!(price(101), "200.00", "what was seen is what is charged");
}

#[tokio::test(start_paused = true)]
async fn a_price_that_was_typed_is_no_matter_of_the_lists() {
    let till = Till::open().await;
    till.spoil("/listaPreturi", |body| each(body, |row| row["pret"] = json!(999)));
    let typed = InvoiceLineForm {
        price: Some("180".into()),
        ..line(ServiceKind::Service, "101", 1)
    };
    let accepted = till
        .issue(InvoiceForm {
            lines: vec![typed],
            ..form()
        })
        .await;
    assert_issued(&till.settled(accepted.invoice).await);
}

#[tokio::test(start_paused = true)]
async fn what_is_no_longer_sold_and_another_currency_cannot_be_agreed_to() {
    for euro in [true, false] {
        let till = Till::open().await;
        till.spoil("/listaPreturi", move |body| {
            each(body, |row| match euro {
                true => row["valuta"] = json!("EUR"),
                false => row["cod"] = json!(7_000_000),
            });
        });
        let accepted = till.issue(form()).await;
        for _ in 0..2 {
            let stopped = till.settled(accepted.invoice).await;
            match stop(stopped.question) {
                StopReason::OtherCurrency { currency } => assert!(euro && currency == "EUR"),
                StopReason::PriceChanged { now, .. } => assert!(!euro && now.is_empty()),
                other => panic!("{other:?}"),
            }
            till.decide(accepted.invoice, Decision::Send).await.unwrap();
        }
        till.settled(accepted.invoice).await;
        till.decide(accepted.invoice, Decision::Discard).await.unwrap();
        assert_eq!(
            till.invoice(accepted.invoice).await.state,
            InvoiceState::NotIssued
        );
        assert_eq!(till.place.asked("add-services"), 0);
    }
}

#[tokio::test(start_paused = true)]
async fn money_paid_ahead_stops_until_somebody_has_looked() {
    let till = Till::open().await;
    let path = format!("/admin/medsoft/patients/{}/services", till.patient);
    let ahead = json!({ "listed": 101, "price": "100", "advance": true, "paid": true });
    till.place.at_vendor("POST", &path, Some(ahead)).await;
    let accepted = till.issue(form()).await;
    let stopped = till.settled(accepted.invoice).await;
    let deposit = StopReason::OpenDeposit {
        amount: Some("100.00".into()),
        currency: Some("RON".into()),
    };
    assert_eq!(stop(stopped.question), deposit);
    assert_eq!(till.place.asked("add-services"), 0);
    till.decide(accepted.invoice, Decision::Send).await.unwrap();
    assert_issued(&till.settled(accepted.invoice).await);
}

#[tokio::test(start_paused = true)]
async fn money_paid_ahead_that_is_known_here_takes_no_money_until_somebody_has_looked() {
    let till = Till::open().await;
    let path = format!("/admin/medsoft/patients/{}/services", till.patient);
    let ahead = json!({ "listed": 101, "price": "100", "advance": true, "paid": true });
    till.place.at_vendor("POST", &path, Some(ahead)).await;
    let read = till.place.while_running(async {
        till.place.desk.invoice_desk(till.record).await.unwrap();
        tokio::time::sleep(Duration::from_secs(60)).await;
    });
    read.await;
    let desk = till.place.desk.invoice_desk(till.record).await.unwrap();
    let known = desk.open_deposit.unwrap().sum.unwrap();
    assert_eq!(
        (known.amount.to_string(), known.currency),
        ("100.00".into(), Some("RON".into()))
    );
    let refused = till.issue_under(form(), Uuid::new_v4()).await.unwrap_err();
    assert_eq!(
        (
            refused.params.0.get("field").map(String::as_str),
            refused.params.0.get("reason").map(String::as_str)
        ),
        (Some("deposit_used"), Some("open-deposit"))
    );
    let day = || async {
        till.place
            .desk
            .money_day(MoneyDayRequest::default())
            .await
            .unwrap()
    };
    assert!(day().await.takings.is_empty(), "nothing lies in the drawer");
    let used = InvoiceForm {
        deposit_used: true,
        ..form()
    };
    let accepted = till.issue(used).await;
    assert_eq!(day().await.takings.len(), 1);
    // The same question is not asked a second time.
    assert_issued(&till.settled(accepted.invoice).await);

    // More was paid ahead than they looked at.
    let more = json!({ "listed": 101, "price": "60", "advance": true, "paid": true });
    till.place.at_vendor("POST", &path, Some(more)).await;
    let accepted = till
        .issue(InvoiceForm {
            deposit_used: true,
            ..form()
        })
        .await;
    let stopped = till.settled(accepted.invoice).await;
    assert!(
        matches!(stop(stopped.question), StopReason::OpenDeposit { amount: Some(amount), .. } if amount == "160.00")
    );
}

#[tokio::test(start_paused = true)]
async fn another_sum_in_the_vendors_history_stops_before_the_invoice_as_long_as_it_stands_there() {
    let till = Till::open().await;
    till.spoil("/istoric/incasari", |body| {
        each(body, |row| row["Total"] = json!(300.00))
    });
    let accepted = till.issue(form()).await;
    let stopped = till.settled(accepted.invoice).await;
    let differs = |theirs: &str| StopReason::RecordedDiffers {
        field: "total".into(),
        ours: "329.80 RON".into(),
        theirs: theirs.into(),
    };
    assert!(matches!(stop(stopped.question), StopReason::RecordedDiffers { field, .. } if field == "total"));
    assert_eq!(stopped.reached, Some(InvoiceStep::Payment));
    // By the time somebody says go on, another sum stands there: they are asked about that one.
    till.spoil("/istoric/incasari", |body| {
        each(body, |row| row["Total"] = json!("310.00"))
    });
    till.decide(accepted.invoice, Decision::Send).await.unwrap();
    let again = till.settled(accepted.invoice).await;
    assert_eq!(stop(again.question), differs("310.00 RON"));
    assert_eq!(till.place.asked("add-invoice"), 0);
    till.decide(accepted.invoice, Decision::Send).await.unwrap();
    assert_issued(&till.settled(accepted.invoice).await);
}

#[tokio::test(start_paused = true)]
async fn a_note_under_the_code_of_somebody_else_is_not_what_was_recorded_of_this_payment() {
    let till = Till::open().await;
    till.spoil("/istoric/incasari", |body| {
        each(body, |row| row["_cod_pacient"] = json!(4_711))
    });
    let accepted = till.issue(form()).await;
    let stopped = till.settled(accepted.invoice).await;
    let missing = StopReason::RecordedDiffers {
        field: "total".into(),
        ours: format!("{TOTAL} RON"),
        theirs: String::new(),
    };
    assert_eq!(stop(stopped.question), missing);
    assert_eq!(till.place.asked("add-invoice"), 0);
}

#[tokio::test(start_paused = true)]
async fn a_process_that_ends_between_two_calls_leaves_the_next_one_to_the_next_process() {
    for step in ["add-payment", "add-invoice"] {
        let mut till = Till::open().await;
        let accepted = till.issue(form()).await;
        // Until the call before has answered.
        let before = if step == "add-payment" {
            "add-services"
        } else {
            "add-payment"
        };
        let reached = |seen: usize| seen > 0;
        tokio::select! {
            biased;
            () = async {
                while !reached(till.place.carried_out(before)) || till.invoice(accepted.invoice).await.reached.is_none() {
                    tokio::time::sleep(Duration::from_millis(1)).await;
                }
            } => {}
            () = till.place.desk.outbox().run() => unreachable!("it runs until it is dropped"),
        }
        till.place.reopen().await;
        assert_issued(&till.settled(accepted.invoice).await);
        assert_eq!(till.counts().await, (2, 1, 1), "{step}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_invoice_taken_before_the_process_ended_goes_out_by_itself_within_the_hour_and_asks_later() {
    for (late, asks) in [(20, false), (90, true), (-90, true)] {
        let mut till = Till::open().await;
        let accepted = till.issue(form()).await;
        till.place.reopen().await;
        till.place.clock.jump(chrono::TimeDelta::minutes(late));
        let then = till.settled(accepted.invoice).await;
        if asks {
            assert_eq!(then.state, InvoiceState::Prepared, "{late}");
            assert_eq!(till.place.asked("add-services"), 0, "{late}");
            till.place.desk.resume_invoice(accepted.invoice).await.unwrap();
            assert_issued(&till.settled(accepted.invoice).await);
        } else {
            assert_issued(&then);
        }
        assert_eq!(till.counts().await, (2, 1, 1), "{late}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_invoice_taken_back_before_it_was_sent_is_not_issued() {
    let till = Till::open().await;
    till.place.sandbox.faults().set_down(true);
    let accepted = till.issue(form()).await;
    till.settled(accepted.invoice).await;
    let undone = till
        .place
        .desk
        .outbox()
        .undo(accepted.accepted.intent)
        .await
        .unwrap();
    assert_eq!(undone.state, EntryState::Discarded);
    assert_eq!(
        till.invoice(accepted.invoice).await.state,
        InvoiceState::NotIssued
    );
    // Not even when the line is back; and the money is there for the next one.
    till.place.sandbox.faults().set_down(false);
    till.settled(accepted.invoice).await;
    assert_eq!(till.counts().await, (0, 0, 0));
    let slips = till.place.desk.invoice_desk(till.record).await.unwrap().slips;
    assert_eq!(slips.len(), 1);
    assert!(slips[0].slip.is_some() && slips[0].invoice.is_none());
    let request = IssueInvoice {
        record: till.record,
        form: form(),
        intent: Uuid::new_v4(),
        total: None,
        taking: Some(slips[0].id),
    };
    let next = till.place.desk.issue_invoice(request).await.unwrap();
    assert_issued(&till.settled(next.invoice).await);
    assert_eq!(takings(&till).await, [(TOTAL.to_owned(), true)], "taken once");
}

/// Sums of the day, and whether a vendor has them.
async fn takings(till: &Till) -> Vec<(String, bool)> {
    let request = MoneyDayRequest::default();
    let day = till.place.desk.money_day(request).await.unwrap();
    let sums = day.takings.into_iter();
    sums.map(|taking| (taking.amount.amount.to_string(), taking.at_vendor))
        .collect()
}

#[tokio::test(start_paused = true)]
async fn the_money_of_an_invoice_that_was_given_up_goes_back_when_it_was_not_kept() {
    let till = Till::open().await;
    till.place.sandbox.faults().set_down(true);
    let accepted = till.issue(form()).await;
    let prepared = till.settled(accepted.invoice).await;
    let give_up = || Resolve {
        id: prepared.entry.unwrap(),
        decision: Decision::Discard,
        reason: None,
        issued: None,
        question: prepared.question.clone(),
        attempts: Some(prepared.attempts),
        money_kept: Some(false),
    };
    till.place.desk.outbox().resolve(give_up()).await.unwrap();
    let mut sums = takings(&till).await;
    sums.sort();
    assert_eq!(
        sums,
        [(format!("-{TOTAL}"), false), (TOTAL.to_owned(), false)],
        "given back"
    );
    let desk = till.place.desk.invoice_desk(till.record).await.unwrap();
    assert!(desk.slips.is_empty());
}

#[tokio::test(start_paused = true)]
async fn money_of_what_may_be_at_the_vendor_is_not_given_back_with_it() {
    let till = Till::open().await;
    till.place
        .sandbox
        .set_fault(Fault::new("add-invoice", FaultKind::DropAfter));
    let accepted = till.issue(form()).await;
    let asked = till.settled(accepted.invoice).await;
    let give_up = Resolve {
        id: asked.entry.unwrap(),
        decision: Decision::Discard,
        reason: Some("a colleague finishes it there".into()),
        issued: None,
        question: asked.question,
        attempts: Some(asked.attempts),
        money_kept: Some(false),
    };
    let refused = till.place.desk.outbox().resolve(give_up).await.unwrap_err();
    assert_eq!(refused.params.0["field"], "money_kept");
    assert_eq!(takings(&till).await, [(TOTAL.to_owned(), true)]);
    // What is behind another step is not taken back by itself either.
    let undone = till.place.desk.outbox().undo(accepted.accepted.intent).await;
    assert!(undone.is_err());
}

#[tokio::test(start_paused = true)]
async fn what_waited_for_another_invoice_for_hours_is_not_sent_behind_peoples_backs() {
    for (hours, asks) in [(0, false), (5, true)] {
        let till = Till::open().await;
        till.place
            .sandbox
            .set_fault(Fault::new("add-invoice", FaultKind::DropAfter));
        let first = till.issue(form()).await;
        let second = till.issue(form()).await;
        till.settled(second.invoice).await;
        till.place.clock.jump(chrono::TimeDelta::hours(hours));
        till.resolve(first.invoice, Decision::Discard, Some("made by hand"), None)
            .await
            .unwrap();
        let then = till.settled(second.invoice).await;
        if asks {
            assert_eq!(then.question, Some(Question::NeedsLiveLine));
            assert_eq!(till.counts().await, (2, 1, 1));
            till.place.desk.resume_invoice(second.invoice).await.unwrap();
            assert_issued(&till.settled(second.invoice).await);
        } else {
            assert_issued(&then);
        }
        assert_eq!(till.counts().await, (4, 2, 2));
    }
}

#[tokio::test(start_paused = true)]
async fn the_list_on_paper_says_what_would_be_charged_and_why_it_stands() {
    let till = Till::open().await;
    till.place
        .sandbox
        .set_fault(Fault::new("add-services", FaultKind::DropAfter));
    let accepted = till.issue(form()).await;
    till.settled(accepted.invoice).await;
    let words = frontdesk_basics::Words::of("en").unwrap();
    let table = till.place.desk.outbox().export_csv(&words).await.unwrap();
    let text = String::from_utf8(table.bytes).unwrap();
    for said in [
        "Services of an invoice of 329.80 RON",
        "Consultație medic specialist",
        "Gel dermatologic 50 ml x 2",
        "Paid by: cash",
        "finish the invoice there",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
}
