//! Bills of a period, whose they are, and payments for them.

use frontdesk_desk::ErrorCode;
use frontdesk_desk::billing::PaymentMethod;
use frontdesk_desk::bills::{BillDirection, BillKind, BillsRequest, LiabilityRule, PayBill};
use frontdesk_desk::money::RecordTaking;
use frontdesk_desk::outbox::{ActionKind, Decision, EntryState, Question};
use frontdesk_sandbox::{Fault, FaultKind};
use serde_json::json;

use crate::alfadocs::dialects;
use crate::bills_place::{TODAY, day, intent, paying, today};
use crate::desk::Place;

fn text(amount: Option<&frontdesk_desk::patients::Amount>) -> Option<String> {
    amount.map(|amount| {
        format!(
            "{} {}",
            amount.amount.normalize(),
            amount.currency.as_deref().unwrap_or_default()
        )
    })
}

#[tokio::test(start_paused = true)]
async fn a_long_period_is_asked_in_windows_and_says_of_when_it_is() {
    let place = Place::filled_practice(&json!({})).await;
    let nothing = place.asked_bills("2026-09-01", TODAY, false).await;
    assert_eq!((nothing.bills.len(), nothing.checked_at), (0, None));
    let before = place.ports.clock.now();
    let page = place.bills_of("2026-09-01", TODAY).await;
    assert_eq!(page.unanswered, None);
    // 84 days are three windows.
    assert_eq!(place.practice_asked("bills", true), 3);
    assert!(page.checked_at.is_some_and(|at| at >= before));
    assert!(page.bills.len() > 10, "{}", page.bills.len());
    assert!(
        page.bills.windows(2).all(|pair| pair[0].date >= pair[1].date),
        "newest first"
    );
    let kinds: std::collections::BTreeSet<_> =
        page.bills.iter().map(|bill| format!("{:?}", bill.kind)).collect();
    assert_eq!(kinds.len(), 4, "{kinds:?}");
    assert!(
        page.bills
            .iter()
            .any(|bill| bill.direction == BillDirection::Outgoing)
    );
    // A day more was never asked about.
    let wider = place.asked_bills("2026-08-31", TODAY, false).await;
    assert_eq!(wider.checked_at, None);
    assert_eq!(wider.bills.len(), page.bills.len());
    let narrower = place.asked_bills("2026-10-01", "2026-10-31", false).await;
    assert!(narrower.checked_at.is_some());
}

#[tokio::test(start_paused = true)]
async fn a_period_is_as_old_as_its_oldest_window() {
    let place = Place::small_practice(&json!({})).await;
    let first = place.bills_of("2026-11-01", TODAY).await.checked_at.unwrap();
    tokio::time::sleep(std::time::Duration::from_secs(600)).await;
    place.bills_of("2026-11-10", TODAY).await;
    let all = place.asked_bills("2026-11-01", TODAY, false).await;
    assert_eq!(all.checked_at, Some(first));
    assert!(place.asked_bills("2026-11-10", TODAY, false).await.checked_at > Some(first));
}

#[tokio::test(start_paused = true)]
async fn a_vendor_that_does_not_answer_is_told_and_what_was_known_is_shown() {
    let place = Place::small_practice(&json!({})).await;
    let known = place.bills_of("2026-10-01", TODAY).await;
    place.sandbox.set_fault(Fault {
        times: None,
        ..Fault::new("alfadocs/bills", FaultKind::DropBefore)
    });
    let page = place.bills_of("2026-10-01", TODAY).await;
    assert_eq!(page.unanswered, Some(ErrorCode::Offline));
    assert_eq!(page.bills, known.bills);
    assert_eq!(page.checked_at, known.checked_at, "not as of now");
}

#[tokio::test(start_paused = true)]
async fn a_bill_is_of_whom_it_says_and_of_nobody_else() {
    for dialect in dialects() {
        let place = Place::small_practice(&dialect).await;
        let (person, record, vendor_patient) = place.somebody_there().await;
        let id: u32 = vendor_patient.parse().unwrap();
        let theirs = place.billed(json!({ "patientId": id, "carePlanId": 77 })).await;
        let nobodys = place.billed(json!({ "number": "N-1" })).await;
        let page = place.bills_of("2026-11-01", TODAY).await;
        let find = |id: &str| page.bills.iter().find(|bill| bill.vendor_id == id).unwrap();
        assert_eq!(
            (find(&theirs).patient, find(&theirs).record),
            (Some(person), Some(record)),
            "{dialect}"
        );
        assert!(find(&theirs).patient_name.is_some());
        assert_eq!(find(&nobodys).patient, None, "{dialect}");
        let of = |patient, care_plan| {
            place.desk.bills(BillsRequest {
                connection: place.connection.id,
                from: day("2026-11-01"),
                to: today(),
                kind: Some(BillKind::Full),
                direction: Some(BillDirection::Incoming),
                care_plan,
                patient,
                refresh: false,
            })
        };
        let bills = of(Some(person), None).await.unwrap().bills;
        assert!(bills.iter().any(|bill| bill.vendor_id == theirs), "{dialect}");
        assert!(bills.iter().all(|bill| bill.patient == Some(person)), "{dialect}");
        let bills = of(None, Some("77".to_owned())).await.unwrap().bills;
        let ids: Vec<_> = bills.iter().map(|bill| bill.vendor_id.as_str()).collect();
        assert_eq!(ids, [theirs.as_str()], "{dialect}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_bill_that_is_gone_goes_unless_something_of_ours_hangs_on_it() {
    let place = Place::small_practice(&json!({})).await;
    let ours = place.new_bill(json!({})).await.bill;
    let other = place.new_bill(json!({ "number": "2026/901" })).await.bill;
    place.pay(paying(ours.id, "10")).await;
    assert!(place.drain().await.is_empty());
    for bill in [&ours, &other] {
        place
            .colleague_deletes(&format!("bills/{}", bill.vendor_id))
            .await;
    }
    let page = place.bills_of("2026-11-01", TODAY).await;
    let ids: Vec<_> = page.bills.iter().map(|bill| bill.id).collect();
    assert!(!ids.contains(&ours.id) && !ids.contains(&other.id));
    let error = place.desk.bill(other.id).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::NotFound);
    let kept = place.desk.bill(ours.id).await.unwrap();
    assert_eq!(kept.unanswered, Some(ErrorCode::VendorNotFound));
    assert_eq!(kept.transactions.len(), 1, "what was known of it stays");
    assert_eq!(
        place.no_payment(paying(ours.id, "10")).await,
        ("bill".into(), "gone".into())
    );
}

#[tokio::test(start_paused = true)]
async fn one_bill_shows_what_is_owed_and_paid_and_where_money_may_go() {
    let place = Place::small_practice(&json!({})).await;
    let page = place.new_bill(json!({ "owed": [60.0, 40.0] })).await;
    assert_eq!(page.unanswered, None);
    assert_eq!(text(page.bill.total.as_ref()).as_deref(), Some("100 EUR"));
    assert_eq!(text(page.bill.open.as_ref()).as_deref(), Some("100 EUR"));
    assert_eq!(page.liabilities.len(), 2);
    assert_eq!(page.paid.amount.to_string(), "0");
    let accounts: Vec<_> = page
        .accounts
        .iter()
        .map(|row| (row.name.as_str(), row.closed))
        .collect();
    assert_eq!(accounts, [("Cassa", false), ("POS", false), ("Banca", true)]);
    assert_eq!(page.payment_types.len(), 4);
    assert_eq!(page.expense_types.len(), 14);
    assert_eq!(page.liability_rule, LiabilityRule::Unknown);
    // Without a line it is shown as it was.
    place.sandbox.set_fault(Fault {
        times: None,
        ..Fault::new("alfadocs/bill-liabilities", FaultKind::DropBefore)
    });
    let old = place.desk.bill(page.bill.id).await.unwrap();
    assert_eq!(old.unanswered, Some(ErrorCode::Offline));
    assert_eq!(old.liabilities, page.liabilities);
    assert_eq!(old.checked_at, page.checked_at);
}

#[tokio::test(start_paused = true)]
async fn a_bill_is_paid_in_parts_and_the_money_is_taken_once() {
    let place = Place::small_practice(&json!({})).await;
    let (_, _, vendor_patient) = place.somebody_there().await;
    let id: u32 = vendor_patient.parse().unwrap();
    let bill = place.new_bill(json!({ "patientId": id })).await.bill;
    let payment = paying(bill.id, "30.5");
    let accepted = place.pay(payment.clone()).await;
    let line = place.entry(accepted.entry).await;
    assert_eq!(
        (line.action, line.subject.as_deref(), line.bill),
        (ActionKind::PayBill, Some("30.50 EUR"), Some(bill.id))
    );
    assert!(!line.patient_name.is_empty());
    // The same intent is the same act.
    assert_eq!(place.pay(payment).await.entry, accepted.entry);
    let taken = place.taken().await;
    assert_eq!(taken.len(), 1, "taken when the person said so, and once");
    assert_eq!(
        (text(Some(&taken[0].amount)).as_deref(), taken[0].at_vendor),
        (Some("30.5 EUR"), false)
    );
    assert_eq!((taken[0].bill, taken[0].patient), (Some(bill.id), bill.patient));
    assert_eq!(taken[0].method, PaymentMethod::Cash);
    assert!(place.drain().await.is_empty());
    assert_eq!(place.state_of(accepted.entry).await, EntryState::Done);
    let taken = place.taken().await;
    assert_eq!((taken.len(), taken[0].at_vendor), (1, true));
    let there = place.books(&bill).await;
    let sent = &there["transactions"][0];
    assert_eq!(sent["amount"], 30.5);
    assert_eq!(sent["direction"], "incoming");
    assert_eq!(sent["sistemaTsExpenseType"], "sp");
    let page = place.desk.bill(bill.id).await.unwrap();
    assert_eq!(text(page.bill.open.as_ref()).as_deref(), Some("69.5 EUR"));
    assert_eq!(page.transactions[0].account.as_deref(), Some("Cassa"));
    assert_eq!(page.transactions[0].payment_type.as_deref(), Some("Contanti"));
    place.pay(paying(bill.id, "69.50")).await;
    assert!(place.drain().await.is_empty());
    let page = place.desk.bill(bill.id).await.unwrap();
    assert!(page.bill.open.unwrap().amount.is_zero());
    assert_eq!(place.payments_there(&bill).await, 2);
    assert_eq!(place.taken().await.len(), 2);
    assert_eq!(
        place.owed_there(&bill).await,
        1,
        "nobody has said that this desk removes it"
    );
}

#[tokio::test(start_paused = true)]
async fn money_of_a_slip_pays_a_bill_and_is_not_taken_once_more() {
    let place = Place::small_practice(&json!({})).await;
    let (person, _, vendor_patient) = place.somebody_there().await;
    let id: u32 = vendor_patient.parse().unwrap();
    let bill = place.new_bill(json!({ "patientId": id })).await.bill;
    let slip = RecordTaking {
        patient: person,
        amount: "40".to_owned(),
        currency: "EUR".to_owned(),
        method: PaymentMethod::Cash,
        fiscal_receipt: None,
        card_slip: None,
        note: None,
        intent: intent(),
    };
    let slip = place.desk.record_taking(slip).await.unwrap();
    let page = place.desk.bill(bill.id).await.unwrap();
    let offered: Vec<_> = page.slips.iter().map(|taking| taking.id).collect();
    assert_eq!(offered, [slip.id]);
    let of_slip = |amount: &str| PayBill {
        taking: Some(slip.id),
        ..paying(bill.id, amount)
    };
    let other = ("taking".to_owned(), "other-sum".to_owned());
    assert_eq!(place.no_payment(of_slip("41")).await, other);
    let payment = of_slip("40");
    let accepted = place.pay(payment.clone()).await;
    assert_eq!(place.pay(payment).await.entry, accepted.entry);
    let used = ("taking".to_owned(), "used".to_owned());
    assert_eq!(place.no_payment(of_slip("40")).await, used);
    assert!(place.drain().await.is_empty());
    let taken = place.taken().await;
    assert_eq!(taken.len(), 1, "the drawer holds it once");
    assert_eq!(
        (taken[0].id, taken[0].bill, taken[0].at_vendor),
        (slip.id, Some(bill.id), true)
    );
    assert!(place.desk.bill(bill.id).await.unwrap().slips.is_empty());
    assert_eq!(place.payments_there(&bill).await, 1);
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_a_payment_is_not_taken() {
    let place = Place::small_practice(&json!({})).await;
    let bill = place.new_bill(json!({})).await.bill;
    let changed = |change: fn(&mut PayBill)| {
        let mut payment = paying(bill.id, "10");
        change(&mut payment);
        payment
    };
    for (payment, field, reason) in [
        (paying(bill.id, "100.01"), "amount", "too-large"),
        (paying(bill.id, "0"), "amount", "not-positive"),
        (paying(bill.id, "1,5"), "amount", "not-a-number"),
        (changed(|p| p.date = day("2026-11-24")), "date", "future"),
        (changed(|p| p.account = "33963".into()), "account", "closed"),
        (changed(|p| p.account = "1".into()), "account", "unknown"),
        (
            changed(|p| p.payment_type = Some("1".into())),
            "payment_type",
            "unknown",
        ),
        (
            changed(|p| p.expense_type = Some("xx".into())),
            "expense_type",
            "unknown",
        ),
    ] {
        assert_eq!(place.no_payment(payment).await, (field.into(), reason.into()));
    }
    // What is on its way counts.
    place.pay(paying(bill.id, "60")).await;
    assert_eq!(
        place.no_payment(paying(bill.id, "40.01")).await,
        ("amount".into(), "too-large".into())
    );
    place.pay(paying(bill.id, "40")).await;
    assert!(
        place.drain().await.is_empty(),
        "one after the other is nobody else's"
    );
    assert_eq!(place.payments_there(&bill).await, 2);
    let proforma = place.new_bill(json!({ "type": "proforma" })).await.bill;
    assert_eq!(
        place.no_payment(paying(proforma.id, "10")).await,
        ("bill".into(), "proforma".into())
    );
}

#[tokio::test(start_paused = true)]
async fn a_credit_note_and_a_bill_of_a_supplier_give_money_away() {
    let place = Place::small_practice(&json!({})).await;
    for fields in [json!({ "type": "credit" }), json!({ "direction": "outgoing" })] {
        let bill = place.new_bill(fields).await.bill;
        place.pay(paying(bill.id, "100")).await;
        assert!(place.drain().await.is_empty());
        let there = place.books(&bill).await;
        assert_eq!(there["transactions"][0]["direction"], "outgoing");
        let page = place.desk.bill(bill.id).await.unwrap();
        assert!(page.bill.open.unwrap().amount.is_zero());
    }
}

#[tokio::test(start_paused = true)]
async fn what_somebody_else_paid_meanwhile_is_asked_about() {
    let place = Place::small_practice(&json!({})).await;
    let bill = place.new_bill(json!({})).await.bill;
    place.colleague_pays(&bill, 30.0).await;
    let accepted = place.pay(paying(bill.id, "100")).await;
    let left = place.drain().await;
    let Some(Question::Conflict { fields }) = &left[0].question else {
        panic!("{:?}", left[0].question);
    };
    assert_eq!(
        (
            fields[0].field.as_str(),
            fields[0].yours.as_str(),
            fields[0].theirs.as_str()
        ),
        ("paid", "100.00", "30.00")
    );
    assert_eq!(place.payments_there(&bill).await, 1, "nothing was sent");
    // Another one meanwhile is another question.
    place.colleague_pays(&bill, 5.0).await;
    place.decide(accepted.entry, Decision::Send).await;
    let left = place.drain().await;
    assert!(matches!(&left[0].question, Some(Question::Conflict { fields }) if fields[0].theirs == "35.00"));
    // A person says so: it is sent.
    place.decide(accepted.entry, Decision::Send).await;
    assert!(place.drain().await.is_empty());
    assert_eq!(place.payments_there(&bill).await, 3);
}

#[tokio::test(start_paused = true)]
async fn a_bill_that_vanished_before_it_was_paid_is_a_question() {
    let place = Place::small_practice(&json!({})).await;
    let bill = place.new_bill(json!({})).await.bill;
    place
        .colleague_deletes(&format!("bills/{}", bill.vendor_id))
        .await;
    place.pay(paying(bill.id, "10")).await;
    let left = place.drain().await;
    assert_eq!(left[0].question, Some(Question::Vanished));
    assert_eq!(place.practice_asked("create-transaction", false), 0);
}

#[tokio::test(start_paused = true)]
async fn a_vendor_that_tells_neither_sums_nor_days_is_paid_all_the_same() {
    let place = Place::small_practice(&json!({ "preset": "b" })).await;
    let bill = place.new_bill(json!({})).await.bill;
    assert_eq!((&bill.total, &bill.open, bill.date), (&None, &None, None));
    place.rule(LiabilityRule::Desk).await;
    place.pay(paying(bill.id, "100")).await;
    assert!(place.drain().await.is_empty());
    assert_eq!(place.payments_there(&bill).await, 1);
    let page = place.desk.bill(bill.id).await.unwrap();
    assert_eq!(
        (page.paid.amount.normalize().to_string(), page.bill.open),
        ("100".to_owned(), None)
    );
}
