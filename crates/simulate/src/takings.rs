//! Money that was taken: every invoice and every payment that the desk has accepted has exactly one taking.

use chrono::{NaiveDate, TimeDelta};
use frontdesk_desk::money::{MoneyDayRequest, Taking};

use crate::action::Kind;
use crate::bills;
use crate::desk::Place;
use crate::plan::Plan;
use crate::till;

/// Whatever the desk's clock said, it was one of so many days before or after.
const DAYS: i64 = 3;

/// What is wrong with the money of an act.
pub(crate) enum Wrong {
    /// It was taken, and nothing says so.
    Lost(String),
    /// It is there more than once.
    Doubled(String),
    /// What is said of it is not so.
    Untrue(String),
}

async fn all(place: &mut Place) -> Vec<Taking> {
    let middle: NaiveDate = place.world.time.right().date_naive();
    let mut all = Vec::new();
    for days in -DAYS..=DAYS {
        let request = MoneyDayRequest {
            date: Some(middle + TimeDelta::days(days)),
            patient: None,
        };
        let day = place
            .ask(|desk| async move { desk.money_day(request).await })
            .await
            .unwrap();
        all.extend(day.takings);
    }
    all
}

/// What is wrong with the takings of these acts; `done` are those that ended well.
pub(crate) async fn wrong(place: &mut Place, plans: &[Plan], done: &[usize]) -> Vec<Wrong> {
    let takings = all(place).await;
    let mut wrong = Vec::new();
    for plan in plans.iter().filter(|plan| plan.accepted.is_some()) {
        let sum = match plan.kind {
            Kind::Invoice => till::total(plan),
            Kind::PayBill => bills::amount(plan).to_string(),
            _ => continue,
        };
        let name = format!("{} {} of {sum}", plan.number, plan.kind);
        let sum: f64 = sum.parse().unwrap();
        // No two acts of a run are about one sum.
        let of_this: Vec<&Taking> = takings
            .iter()
            .filter(|taking| taking.amount.amount.to_string().parse() == Ok(sum))
            .collect();
        match of_this[..] {
            [] => wrong.push(Wrong::Lost(name)),
            [taking] if done.contains(&plan.number) && !taking.at_vendor => {
                wrong.push(Wrong::Untrue(format!("{name} is at the vendor")));
            }
            [_] => {}
            _ => wrong.push(Wrong::Doubled(name)),
        }
    }
    wrong
}
