//! Bills at AlfaDocs: payments for them, what is owed on them, and papers filed; what the practice's own books show of each.

use chrono::NaiveDate;
use frontdesk_desk::billing::PaymentMethod;
use frontdesk_desk::bills::{BillsRequest, FileDocument, LiabilityRule, PayBill, SetLiabilityRule};
use frontdesk_desk::connections::Vendor;
use frontdesk_desk::{Desk, DeskError};
use frontdesk_sandbox::Seen;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::action::Kind;
use crate::desk::Place;
use crate::dice::Dice;
use crate::effects::Effect;
use crate::plan::Plan;
use crate::template::template;
use crate::world::World;

/// Bills that nobody has paid anything of.
const BILLS: usize = 3;
/// What each comes to.
const TOTAL: i64 = 100;
/// The day they are of, and on which they are paid.
const DAY: &str = "2026-11-23";
/// The account that payments go to.
const ACCOUNT: &str = "33961";
/// What a colleague takes for a bill meanwhile.
pub(crate) const COLLEAGUES: i64 = 7;

/// A bill, at the desk and at the vendor.
pub(crate) struct Charge {
    pub(crate) bill: Uuid,
    pub(crate) vendor_id: String,
    /// Its paper, kept at the desk.
    paper: Uuid,
    /// Whose it is.
    record: Uuid,
    pub(crate) vendor_patient: String,
}

/// What a seed does with bills, beside its plans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rule(pub(crate) LiabilityRule);

fn day() -> NaiveDate {
    DAY.parse().unwrap()
}

/// Makes a patient and their bills at a vendor, always the same ones under the same ids. Answers the patient's id and theirs.
pub(crate) async fn register(world: &World) -> (String, Vec<String>) {
    let patient = json!({ "firstName": "Ada", "lastName": "Ferripaga" });
    let path = "/admin/alfadocs/patients";
    let patient = world.admin("POST", path, Some(patient)).await.unwrap()["fields"]["id"].clone();
    let mut ids = Vec::new();
    for number in 0..BILLS {
        let bill = json!({
            "number": format!("2026/90{number}"), "date": DAY, "amount": TOTAL, "owed": [60, 40], "patientId": patient,
        });
        let made = world
            .admin("POST", "/admin/alfadocs/bills", Some(bill))
            .await
            .unwrap();
        ids.push(made["fields"]["id"].to_string());
    }
    (patient.to_string(), ids)
}

/// Makes a filled desk know them.
pub(crate) async fn prepare(desk: &Desk, connection: Uuid, made: (String, Vec<String>)) -> Vec<Charge> {
    let (vendor_patient, ids) = made;
    let record = desk
        .sync()
        .ensure_patient(connection, &vendor_patient)
        .await
        .unwrap();
    let request = BillsRequest {
        connection,
        from: day(),
        to: day(),
        kind: None,
        direction: None,
        care_plan: None,
        patient: None,
        refresh: true,
    };
    let listed = desk.bills(request).await.unwrap().bills;
    let mut charges = Vec::new();
    for vendor_id in ids {
        let bill = listed.iter().find(|bill| bill.vendor_id == vendor_id).unwrap().id;
        desk.bill(bill).await.unwrap();
        charges.push(Charge {
            bill,
            paper: desk.bill_paper(bill).await.unwrap().id,
            record,
            vendor_patient: vendor_patient.clone(),
            vendor_id,
        });
    }
    charges
}

/// Payments and filings of a seed, beside its other acts: in some seeds a few. A bill is paid in two parts at most, which
/// together are the whole of it.
pub(crate) fn plans(dice: &mut Dice, group: u64, plans: &mut Vec<Plan>) {
    if !dice.percent(40) {
        return;
    }
    let target = dice.below(BILLS);
    let mut add = |number: usize, kind, target, first: bool, at: u64| {
        let number = 40 + number;
        let intent = Uuid::from_u64_pair(group | 1 << 60, number as u64);
        let plan = Plan::of(number, kind, intent, std::time::Duration::from_millis(at), target);
        plans.push(Plan { value: first, ..plan });
    };
    add(0, Kind::PayBill, target, true, dice.between(0, 40_000));
    if dice.percent(75) {
        add(1, Kind::PayBill, target, false, dice.between(0, 40_000));
    }
    if dice.percent(30) {
        let other = (target + 1) % BILLS;
        add(2, Kind::PayBill, other, dice.percent(50), dice.between(0, 40_000));
    }
    if dice.percent(50) {
        add(
            3,
            Kind::FileDocument,
            dice.below(BILLS),
            true,
            dice.between(0, 40_000),
        );
    }
}

/// The rule of a seed: mostly the one by which the desk removes what is owed.
pub(crate) fn rule(dice: &mut Dice) -> Rule {
    Rule(match dice.below(4) {
        0 => LiabilityRule::Vendor,
        _ => LiabilityRule::Desk,
    })
}

/// The clinic says so.
pub(crate) async fn set_rule(place: &mut Place, rule: Rule) {
    let request = SetLiabilityRule {
        connection: template().connection(Vendor::Alfadocs),
        rule: rule.0,
    };
    place
        .ask(|desk| async move { desk.set_liability_rule(request).await })
        .await
        .unwrap();
}

/// The part of a bill that a payment is, of which no other is drawn.
pub(crate) fn amount(plan: &Plan) -> i64 {
    let first = 60 + i64::try_from(plan.target).unwrap();
    if plan.value { first } else { TOTAL - first }
}

/// Asks the desk for a payment.
pub(crate) async fn pay(plan: &Plan, desk: &Desk) -> Result<Uuid, DeskError> {
    let payment = PayBill {
        bill: template().charges[plan.target].bill,
        amount: amount(plan).to_string(),
        date: day(),
        account: ACCOUNT.to_owned(),
        payment_type: Some("51".to_owned()),
        method: PaymentMethod::Cash,
        insurance: false,
        expense_type: Some("sp".to_owned()),
        fiscal_receipt: None,
        card_slip: None,
        taking: None,
        intent: plan.intent,
    };
    Ok(desk.pay_bill(payment).await?.entry)
}

/// Asks the desk to file a paper.
pub(crate) async fn file(plan: &Plan, desk: &Desk) -> Result<Uuid, DeskError> {
    let charge = &template().charges[plan.target];
    let document = FileDocument {
        record: charge.record,
        paper: charge.paper,
        folder: "Ricevute".to_owned(),
        kind: "other".to_owned(),
        name: format!("{}.pdf", plan.word()),
        intent: plan.intent,
    };
    Ok(desk.file_document(document).await?.entry)
}

async fn books(world: &World, vendor_id: &str) -> Value {
    let path = format!("/admin/alfadocs/bills/{vendor_id}");
    world.admin("GET", &path, None).await.unwrap()
}

fn rows<'a>(books: &'a Value, what: &str) -> &'a [Value] {
    books[what].as_array().map(Vec::as_slice).unwrap_or_default()
}

/// Whether a request is this payment: no other is of its sum.
pub(crate) fn is_payment(plan: &Plan, seen: &Seen, text: &str) -> bool {
    let bill = &template().charges[plan.target].vendor_id;
    seen.operation == "create-transaction"
        && text.contains(&format!("\"billid\":{bill}"))
        && text.contains(&format!("\"amount\":{}", amount(plan)))
}

/// The payments that this desk has made for it, whoever else paid meanwhile.
pub(crate) fn paid(world: &World, plan: &Plan) -> Effect {
    let mut times = 0;
    world.each(|event| {
        if let Ok((seen, text)) = event
            && seen.applied
            && is_payment(plan, seen, text)
        {
            times += 1;
        }
    });
    Effect {
        times,
        in_a_row: times,
    }
}

/// How often the paper stands among the patient's documents.
pub(crate) async fn filed(world: &World, plan: &Plan) -> Effect {
    let path = format!(
        "/admin/alfadocs/patients/{}",
        template().charges[plan.target].vendor_patient
    );
    let file = world.admin("GET", &path, None).await.unwrap();
    let word = plan.word();
    let names = rows(&file, "documents").iter();
    let times = names
        .filter(|row| row["fields"]["name"].to_string().contains(&word))
        .count();
    Effect {
        times,
        in_a_row: times,
    }
}

/// What is wrong with what is owed once everything has ended: it goes only by the rule, and only when all is paid; and where
/// nobody else had a hand in it, it goes then.
pub(crate) async fn owed_wrongly(world: &World, plans: &[Plan], done: &[usize], rule: Rule) -> Vec<String> {
    let mut wrong = Vec::new();
    for (at, charge) in template().charges.iter().enumerate() {
        let books = books(world, &charge.vendor_id).await;
        let owed = rows(&books, "liabilities").len();
        let paid: f64 = rows(&books, "transactions")
            .iter()
            .filter_map(|row| row["amount"].as_f64())
            .sum();
        let whole = paid >= TOTAL as f64;
        if owed < 2 && (rule.0 != LiabilityRule::Desk || !whole) {
            wrong.push(format!("{owed} left of what is owed, {paid} paid, {rule:?}"));
        }
        let ours: Vec<&Plan> = plans
            .iter()
            .filter(|plan| plan.kind == Kind::PayBill && plan.target == at)
            .collect();
        let undisturbed = ours
            .iter()
            .all(|plan| done.contains(&plan.number) && !world.was_changed(&plan.concerns()));
        if owed > 0 && whole && undisturbed && rule.0 == LiabilityRule::Desk {
            wrong.push(format!("{owed} still owed of a bill that is paid"));
        }
    }
    wrong
}
