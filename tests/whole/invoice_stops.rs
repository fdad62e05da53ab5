//! What stops an invoice before anything is sent, or before the next call; and what a crash leaves.

use std::time::Duration;

use frontdesk_desk::billing::{
    InvoiceForm, InvoiceLineForm, InvoiceState, InvoiceStep, ServiceKind, StopReason,
};
use frontdesk_desk::outbox::{Decision, EntryState, Question};
use serde_json::{Value, json};

use crate::invoice_place::{Till, assert_issued, form, line};

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
    till.spoil("/listaPreturi", |body| {
        each(body, |row| {
            if row["cod"] == 101 {
                row["pret"] = json!(220);
            }
        });
    });
    let accepted = till.issue(form()).await;
    let stopped = till.settled(accepted.invoice).await;
    let changed = StopReason::PriceChanged {
        name: "Consultație medic specialist".into(),
        was: "200".into(),
        now: "220".into(),
    };
    assert_eq!(stop(stopped.question), changed);
    assert_eq!(till.counts().await, (0, 0, 0));
    till.place.desk.resume_invoice(accepted.invoice).await.unwrap();
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
    till.place.desk.resume_invoice(accepted.invoice).await.unwrap();
    assert_issued(&till.settled(accepted.invoice).await);
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
    till.place.desk.resume_invoice(accepted.invoice).await.unwrap();
    let again = till.settled(accepted.invoice).await;
    assert_eq!(stop(again.question), differs("310.00 RON"));
    assert_eq!(till.place.asked("add-invoice"), 0);
    till.place.desk.resume_invoice(accepted.invoice).await.unwrap();
    assert_issued(&till.settled(accepted.invoice).await);
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
}

#[tokio::test(start_paused = true)]
async fn the_list_on_paper_says_what_would_be_charged_and_why_it_stands() {
    let till = Till::open().await;
    till.place.sandbox.set_fault(frontdesk_sandbox::Fault::new(
        "add-services",
        frontdesk_sandbox::FaultKind::DropAfter,
    ));
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
