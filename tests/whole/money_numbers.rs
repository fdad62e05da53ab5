//! No number of a paper is given twice, also where a copy of the store takes its place.

use std::collections::BTreeSet;

use frontdesk_desk::billing::PaymentMethod;
use frontdesk_desk::money::{CloseCash, Counted, MoneyDayRequest, RecordTaking};
use serde_json::json;
use uuid::Uuid;

use crate::desk::Place;

async fn slip(place: &Place, person: Uuid) -> String {
    let wanted = RecordTaking {
        patient: person,
        amount: "10".into(),
        currency: "RON".into(),
        method: PaymentMethod::Cash,
        fiscal_receipt: None,
        card_slip: None,
        note: None,
        intent: Uuid::new_v4(),
    };
    place.desk.record_taking(wanted).await.unwrap().slip.unwrap()
}

async fn close(place: &Place) -> u32 {
    let day = place.desk.money_day(MoneyDayRequest::default()).await.unwrap();
    let counted = day.shift.expected.into_iter().map(|line| Counted {
        method: line.method,
        currency: line.currency,
        amount: line.expected,
    });
    let wanted = CloseCash {
        counted: counted.collect(),
        reason: String::new(),
        intent: Uuid::new_v4(),
    };
    place.desk.close_cash(wanted).await.unwrap().number
}

#[tokio::test(start_paused = true)]
async fn the_same_copy_may_take_the_stores_place_twice() {
    let mut place = Place::small_practice(&json!({})).await;
    let (person, ..) = place.somebody_there().await;
    slip(&place, person).await;
    assert_eq!(close(&place).await, 1);
    place.desk.copy_store().await.unwrap();
    let (mut slips, mut closed) = (BTreeSet::new(), BTreeSet::new());
    for round in 0..3 {
        // More than the hundred that is left out beyond the copy itself.
        for number in 0..120 {
            let slip = slip(&place, person).await;
            assert!(
                slips.insert(slip.clone()),
                "{slip} twice, in round {round} after {number}"
            );
        }
        let number = close(&place).await;
        assert!(closed.insert(number), "cash-up {number} twice");
        place.restore_the_copy().await;
    }
}
