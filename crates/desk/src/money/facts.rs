//! The money desk as facts for papers. Amounts are decimals as text, moments those of the clinic's clock.

use chrono::{DateTime, NaiveDate, Utc};
use frontdesk_basics::{Amount, civil};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::amounts::written;
use super::tables::Writing;
use super::{
    CashMoveKind, CashUp, CashUpLine, MoneyDay, MoneyMove, Statement, StatementLine, SumRow, Taking, Unpaid,
};
use crate::billing::PaymentMethod;

/// The facts of a statement. Lines without a day or an amount cannot be put into an account and stand in the notes.
pub(super) fn statement(
    statement: &Statement,
    patient_code: Option<&str>,
    writing: &Writing<'_>,
    made_at: DateTime<Utc>,
    made_by: &str,
) -> Value {
    let mut currencies: Vec<Option<String>> = statement
        .charged
        .iter()
        .chain(&statement.paid)
        .map(|sum| sum.currency.clone())
        .collect();
    currencies.sort();
    currencies.dedup();
    let sum_of = |sums: &[Amount], currency: &Option<String>| {
        sums.iter()
            .find(|sum| sum.currency == *currency)
            .map_or(Decimal::ZERO, |sum| sum.amount)
    };
    let accounts: Vec<Value> = currencies
        .iter()
        .map(|currency| {
            let entries: Vec<Value> = statement
                .lines
                .iter()
                .filter(|line| is_in(line, currency))
                .map(|line| entry(line, statement, writing))
                .collect();
            let (charged, paid) = (
                sum_of(&statement.charged, currency),
                sum_of(&statement.paid, currency),
            );
            json!({
                "currency": currency.clone().unwrap_or_default(),
                "entries": entries,
                "charged": written(charged),
                "paid": written(paid),
                "closing": written(charged - paid),
            })
        })
        .collect();
    let mut notes: Vec<String> = statement
        .lines
        .iter()
        .filter(|line| line.debit.is_none() && line.credit.is_none())
        .map(|line| match line.date {
            Some(date) => format!("{} · {}", writing.date(date), writing.said(line)),
            None => writing.said(line),
        })
        .collect();
    notes.push(writing.say("note-statement"));
    let made_from: Vec<String> = statement
        .checked_at
        .map(|at| {
            let at = civil::at_clinic(at, writing.zone);
            let at = format!("{}, {}", writing.date(at.date()), at.format("%H:%M"));
            writing.say_of("note-checked", &[("at", &at)])
        })
        .into_iter()
        .collect();
    json!({
        "patient": { "name": statement.patient_name, "code": patient_code },
        "from": statement.from,
        "to": statement.to,
        "made_at": moment(made_at, writing),
        "made_by": writing.author(made_by),
        "accounts": accounts,
        "made_from": made_from,
        "notes": notes,
    })
}

fn is_in(line: &StatementLine, currency: &Option<String>) -> bool {
    let amount = line.debit.as_ref().or(line.credit.as_ref());
    amount.is_some_and(|amount| amount.currency == *currency)
}

fn entry(line: &StatementLine, statement: &Statement, writing: &Writing<'_>) -> Value {
    let amount = |amount: &Option<Amount>| amount.as_ref().map(|amount| written(amount.amount));
    json!({
        "on": line.date.unwrap_or(statement.to),
        "text": writing.said(line),
        "charged": amount(&line.debit),
        "paid": amount(&line.credit),
    })
}

/// The facts of a closed shift.
pub(super) fn cash_up(
    closed: &CashUp,
    desk: &str,
    takings: &[Taking],
    moves: &[MoneyMove],
    writing: &Writing<'_>,
) -> Value {
    let mut currencies: Vec<&str> = closed.lines.iter().map(|line| line.currency.as_str()).collect();
    currencies.sort_unstable();
    currencies.dedup();
    let first = takings
        .iter()
        .map(|taking| taking.at)
        .chain(moves.iter().map(|made| made.at))
        .min();
    let from = closed.from.or(first).unwrap_or(closed.closed_at);
    let drawers: Vec<Value> = currencies
        .iter()
        .map(|currency| drawer(closed, currency, takings, moves, writing))
        .collect();
    let mut users: Vec<String> = takings
        .iter()
        .map(|taking| writing.author(&taking.author))
        .collect();
    users.sort();
    users.dedup();
    json!({
        "kind": "shift",
        "number": closed.number.to_string(),
        "desk": if desk.is_empty() { writing.say("this-desk") } else { desk.to_owned() },
        "counted_by": writing.author(&closed.author),
        "users": users,
        "from": moment(from, writing),
        "to": moment(closed.closed_at, writing),
        "drawers": drawers,
        "payments": takings.iter().map(|taking| payment(taking, writing)).collect::<Vec<_>>(),
    })
}

fn drawer(
    closed: &CashUp,
    currency: &str,
    takings: &[Taking],
    moves: &[MoneyMove],
    writing: &Writing<'_>,
) -> Value {
    let lines: Vec<&CashUpLine> = closed
        .lines
        .iter()
        .filter(|line| line.currency == currency)
        .collect();
    let cash = lines.iter().find(|line| line.method == PaymentMethod::Cash);
    let zero = || "0.00".to_owned();
    let of_cash = |of: fn(&CashUpLine) -> Option<String>| cash.and_then(|line| of(line)).unwrap_or_else(zero);
    let movements: Vec<Value> = moves
        .iter()
        .filter(|made| {
            made.kind != CashMoveKind::OpeningFloat && made.amount.currency.as_deref() == Some(currency)
        })
        .map(|made| {
            json!({
                "at": moment(made.at, writing),
                "text": made.reason,
                "amount": written(made.signed()),
                "user": writing.author(&made.author),
            })
        })
        .collect();
    let methods: Vec<Value> = lines
        .iter()
        .map(|line| {
            let of_method = takings.iter().filter(|taking| {
                taking.method == line.method && taking.amount.currency.as_deref() == Some(currency)
            });
            let recorded: Decimal = of_method.clone().map(|taking| taking.amount.amount).sum();
            json!({
                "method": line.method.as_str(),
                "count": of_method.count(),
                "recorded": written(recorded),
                "counted": (line.method != PaymentMethod::Cash).then(|| line.counted.clone()),
            })
        })
        .collect();
    // What is given as the reason says nothing of a currency in which nothing differs.
    let differs = lines.iter().any(|line| {
        let difference = line.difference.as_deref().map(str::parse::<Decimal>);
        matches!(difference, Some(Ok(difference)) if !difference.is_zero())
    });
    json!({
        "currency": currency,
        "opening": of_cash(|line| Some(line.opening.clone())),
        "movements": movements,
        "methods": methods,
        "expected": of_cash(|line| Some(line.expected.clone())),
        "counted": of_cash(|line| line.counted.clone()),
        "difference": of_cash(|line| line.difference.clone()),
        "reason": closed.reason.as_ref().filter(|_| differs),
    })
}

fn payment(taking: &Taking, writing: &Writing<'_>) -> Value {
    json!({
        "at": moment(taking.at, writing),
        "patient": taking.patient_name,
        "document": document_of(taking),
        "method": taking.method.as_str(),
        "amount": written(taking.amount.amount),
        "currency": taking.amount.currency,
        "user": writing.author(&taking.author),
        "not_at_vendor": !taking.at_vendor && taking.takes_back.is_none(),
        "without_slip": taking.slip.is_none(),
    })
}

/// The number of what was paid, else of the desk's own paper.
fn document_of(taking: &Taking) -> Option<&String> {
    let paid = taking.invoice_number.as_ref().or(taking.bill_number.as_ref());
    paid.or(taking.slip.as_ref())
}

/// The payments of a day as a list.
pub(super) fn day(day: &MoneyDay, desk: &str, writing: &Writing<'_>) -> Value {
    let takings = day.takings.iter().rev().map(|taking| {
        vec![
            clock(taking.at, writing),
            taking.patient_name.clone(),
            writing.method(taking.method),
            document_of(taking).cloned().unwrap_or_default(),
            writing.author(&taking.author),
            written(taking.amount.amount),
            taking.amount.currency.clone().unwrap_or_default(),
        ]
    });
    let sums = |rows: &[SumRow]| -> Vec<Vec<String>> {
        rows.iter()
            .map(|row| {
                let of = match (row.method, &row.author) {
                    (Some(method), _) => writing.method(method),
                    (None, author) => writing.author(author.as_deref().unwrap_or_default()),
                };
                vec![
                    of,
                    row.count.to_string(),
                    written(row.sum.amount),
                    row.sum.currency.clone().unwrap_or_default(),
                ]
            })
            .collect()
    };
    let moves = day.moves.iter().map(|made| {
        vec![
            clock(made.at, writing),
            writing.moved(made.kind),
            made.reason.clone(),
            writing.author(&made.author),
            written(made.signed()),
            made.amount.currency.clone().unwrap_or_default(),
        ]
    });
    let at_vendors = day.at_vendors.iter().map(|payment| {
        let (amount, currency) = split(payment.amount.as_ref());
        vec![
            payment.connection.clone(),
            payment.patient_name.clone(),
            payment.method.clone().unwrap_or_default(),
            amount,
            currency,
        ]
    });
    let not_paid = day.not_paid.iter().map(|visit| {
        vec![
            visit
                .start
                .map_or(String::new(), |start| start.format("%H:%M").to_string()),
            visit.patient_name.clone(),
            visit.doctor.clone().unwrap_or_default(),
        ]
    });
    let sum_columns = ["*of", "count", "=amount", "currency"];
    let mut notes = vec![writing.say("note-day")];
    if !day.at_vendors.is_empty() {
        let (asked, patients) = (day.asked.asked.to_string(), day.asked.patients.to_string());
        notes.push(writing.say_of("note-asked", &[("asked", &asked), ("patients", &patients)]));
    }
    json!({
        "name": writing.say("title-day"),
        "on": day.date,
        "about": lines_about(desk, writing),
        "tables": [
            table(
                "heading-takings",
                &["at", "*patient", "method", "document", "by", "=amount", "currency"],
                takings.collect(),
                true,
                writing,
            ),
            table("heading-by-method", &sum_columns, sums(&day.by_method), false, writing),
            table("heading-by-author", &sum_columns, sums(&day.by_author), false, writing),
            table(
                "heading-moves",
                &["at", "what", "*note", "by", "=amount", "currency"],
                moves.collect(),
                false,
                writing,
            ),
            table(
                "heading-at-vendors",
                &["account", "*patient", "method", "=amount", "currency"],
                at_vendors.collect(),
                false,
                writing,
            ),
            table("heading-not-paid", &["at", "*patient", "doctor"], not_paid.collect(), false, writing),
        ],
        "notes": notes,
    })
}

/// What is unpaid as a list.
pub(super) fn unpaid(unpaid: &Unpaid, on: NaiveDate, desk: &str, writing: &Writing<'_>) -> Value {
    let rows = unpaid.rows.iter().map(|row| {
        let (amount, currency) = split(row.amount.as_ref());
        vec![
            row.date.map(|date| date.to_string()).unwrap_or_default(),
            row.patient_name.clone(),
            writing.unpaid(row),
            row.subject.clone().unwrap_or_default(),
            amount,
            currency,
        ]
    });
    let sums = [
        ("sum", &unpaid.owed),
        ("sum-not-at-vendor", &unpaid.not_at_vendor),
        ("sum-still-there", &unpaid.still_there),
    ];
    let sums = sums.into_iter().flat_map(|(of, sums)| {
        sums.iter().map(move |sum| {
            let (amount, currency) = split(Some(sum));
            vec![writing.say(of), amount, currency]
        })
    });
    let mut about = lines_about(desk, writing);
    about.push([writing.say("unpaid-since"), writing.date(unpaid.from)]);
    json!({
        "name": writing.say("title-unpaid"),
        "on": on,
        "about": about,
        "tables": [
            table(
                "heading-unpaid",
                &["#day", "*patient", "what", "subject", "=amount", "currency"],
                rows.collect(),
                true,
                writing,
            ),
            table("heading-sums", &["*of", "=amount", "currency"], sums.collect(), false, writing),
        ],
        "notes": [writing.say("note-unpaid")],
    })
}

/// What stands beside the name of a list: which desk it is of.
fn lines_about(desk: &str, writing: &Writing<'_>) -> Vec<[String; 2]> {
    let named = Some(desk).filter(|desk| !desk.is_empty());
    named
        .map(|desk| [writing.say("desk"), desk.to_owned()])
        .into_iter()
        .collect()
}

/// A table of a list. A mark before a column's name says what it holds: `=` an amount, `#` a day, `*` text that takes the
/// room the others leave.
fn table(
    heading: &str,
    columns: &[&str],
    rows: Vec<Vec<String>>,
    always: bool,
    writing: &Writing<'_>,
) -> Value {
    let columns: Vec<Value> = columns
        .iter()
        .map(|column| {
            let (holds, wide, name) = match column.split_at(1) {
                ("=", name) => ("amount", false, name),
                ("#", name) => ("day", false, name),
                ("*", name) => ("text", true, name),
                _ => ("text", false, *column),
            };
            json!({ "label": writing.say(&format!("column-{name}")), "holds": holds, "wide": wide })
        })
        .collect();
    json!({
        "heading": writing.say(heading),
        "columns": columns,
        "rows": rows,
        "nothing": if always { writing.say("nothing") } else { String::new() },
    })
}

fn split(amount: Option<&Amount>) -> (String, String) {
    match amount {
        Some(amount) => (
            written(amount.amount),
            amount.currency.clone().unwrap_or_default(),
        ),
        None => (String::new(), String::new()),
    }
}

/// An instant by the clinic's clock.
pub(super) fn moment(instant: DateTime<Utc>, writing: &Writing<'_>) -> String {
    civil::at_clinic(instant, writing.zone)
        .format("%Y-%m-%dT%H:%M:%S")
        .to_string()
}

fn clock(instant: DateTime<Utc>, writing: &Writing<'_>) -> String {
    civil::at_clinic(instant, writing.zone)
        .format("%H:%M")
        .to_string()
}
