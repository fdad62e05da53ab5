//! The cash-up, said in the document's language.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::Filled;
use crate::cash_up::{ByMethod, CashUp, CashUpKind, Drawer, Taken};
use crate::charges::method;
use crate::error::DocumentError;
use crate::figures::recorded;
use crate::head::{Head, numbered, some};
use crate::profile::Profile;
use crate::speech::Speech;

/// Says the facts.
///
/// # Errors
/// `Mismatch`, `Logo`, `Silent`.
pub(crate) fn fill(facts: &CashUp, speech: &Speech) -> Result<Filled, DocumentError> {
    facts.check()?;
    let say = |message: &str| speech.say(message, &[]);
    let (from, to) = (speech.at(facts.from)?, speech.at(facts.to)?);
    let period = speech.say("paper-cash-up-period", &[("from", &from), ("to", &to)])?;
    let head = Head {
        speech,
        profile: Profile::of(facts.country.as_deref()),
        letterhead: &facts.letterhead,
        work_point: facts.work_point.as_deref(),
        name: say(match facts.kind {
            CashUpKind::Shift => "paper-cash-up-shift",
            CashUpKind::Day => "paper-cash-up-day",
        })?,
        number: numbered(None, facts.number.as_deref(), speech)?,
        day: to,
    };
    let users = facts.users.join(", ");
    let mut lines = Vec::new();
    for (message, text) in [
        ("paper-cash-up-within", Some(period.as_str())),
        ("paper-cash-up-desk", Some(facts.desk.as_str())),
        ("paper-cash-up-users", Some(users.as_str())),
        ("paper-cash-up-counted-by", facts.counted_by.as_deref()),
    ] {
        if let Some(text) = some(text) {
            lines.push([say(message)?, text.to_owned()]);
        }
    }
    let drawers: Vec<_> = facts
        .drawers
        .iter()
        .map(|each| drawer(each, speech))
        .collect::<Result<_, _>>()?;
    let data = json!({
        "date": recorded(facts.to.date()),
        "dates": lines,
        "drawers": drawers,
        "payments": payments(facts, speech)?,
        "at_vendors": at_vendors(facts, speech)?,
        "unpaid": unpaid(facts, speech)?,
        "scope": say("paper-cash-up-scope")?,
        "signatures": [say("paper-cash-up-signature")?, say("paper-cash-up-signature-second")?],
        "notes": facts.notes,
    });
    head.filled("cash-up.typ", data)
}

fn drawer(drawer: &Drawer, speech: &Speech) -> Result<Value, DocumentError> {
    let say = |message: &str| speech.say(message, &[]);
    let amount = |amount: Decimal| speech.amount(amount);
    let mut cash = vec![json!([
        say("paper-cash-up-opening")?,
        amount(drawer.opening.0)?,
        false
    ])];
    for movement in &drawer.movements {
        let message = match movement.amount.0 < Decimal::ZERO {
            true => "paper-cash-up-taken-out",
            false => "paper-cash-up-put-in",
        };
        let moment = speech.at(movement.at)?;
        let by = some(movement.user.as_deref()).map(|user| format!(" ({user})"));
        let what = format!("{}{}", movement.text.trim(), by.unwrap_or_default());
        let said = speech.say(message, &[("what", &what), ("moment", &moment)])?;
        cash.push(json!([said, amount(movement.amount.0)?, false]));
    }
    let taken = |by: &&ByMethod| by.method == crate::parts::Method::Cash;
    let payments: Decimal = drawer.methods.iter().filter(taken).map(|by| by.recorded.0).sum();
    for (message, sum, strong) in [
        ("paper-cash-up-cash-payments", payments, false),
        ("paper-cash-up-expected", drawer.expected.0, true),
        ("paper-cash-up-counted", drawer.counted.0, true),
        ("paper-cash-up-difference", drawer.difference.0, true),
    ] {
        cash.push(json!([say(message)?, amount(sum)?, strong]));
    }
    let methods: Vec<_> = drawer
        .methods
        .iter()
        .map(|by| {
            let counted = by.counted.map(|counted| speech.amount(counted.0)).transpose()?;
            Ok([
                method(by.method, by.method_name.as_deref(), speech)?,
                by.count.to_string(),
                speech.amount(by.recorded.0)?,
                counted.unwrap_or_default(),
            ])
        })
        .collect::<Result<_, DocumentError>>()?;
    let reason = some(drawer.reason.as_deref())
        .map(|reason| speech.say("paper-cash-up-reason", &[("reason", reason)]))
        .transpose()?;
    let differs = !drawer.difference.0.is_zero();
    let unexplained = match differs && reason.is_none() {
        true => Some(say("paper-cash-up-no-reason")?),
        false => None,
    };
    Ok(json!({
        "heading": speech.say("paper-cash-up-drawer", &[("currency", &drawer.currency)])?,
        "cash": cash,
        "reason": reason.or(unexplained),
        "methods_heading": speech.say("paper-cash-up-methods", &[("currency", &drawer.currency)])?,
        "columns": [
            say("paper-payment-method")?, say("paper-cash-up-count")?,
            say("paper-cash-up-recorded")?, say("paper-cash-up-counted-column")?,
        ],
        "methods": methods,
    }))
}

fn payments(facts: &CashUp, speech: &Speech) -> Result<Value, DocumentError> {
    let say = |message: &str| speech.say(message, &[]);
    let said = |taken: &Taken| -> Result<Value, DocumentError> {
        let mark = match (taken.not_at_vendor, taken.without_slip) {
            (true, false) => Some(say("paper-cash-up-not-at-vendor")?),
            (true, true) => Some(say("paper-cash-up-not-yet")?),
            (false, _) => None,
        };
        Ok(json!({
            "cells": [
                speech.at(taken.at)?, taken.patient, taken.document.clone().unwrap_or_default(),
                method(taken.method, taken.method_name.as_deref(), speech)?,
                taken.user.clone().unwrap_or_default(), speech.money(taken.amount.0, &taken.currency)?,
            ],
            "mark": mark,
        }))
    };
    let rows: Vec<_> = facts.payments.iter().map(said).collect::<Result<_, _>>()?;
    Ok(json!({
        "heading": say("paper-cash-up-payments")?,
        "columns": [
            say("paper-cash-up-at")?, say("paper-patient")?, say("paper-cash-up-document")?,
            say("paper-payment-method")?, say("paper-cash-up-user")?, say("paper-payment-amount")?,
        ],
        "rows": rows,
    }))
}

fn at_vendors(facts: &CashUp, speech: &Speech) -> Result<Value, DocumentError> {
    let say = |message: &str| speech.say(message, &[]);
    let rows: Vec<_> = facts
        .at_vendors
        .iter()
        .map(|seen| {
            Ok([
                seen.account.clone(),
                seen.method.clone(),
                seen.count.to_string(),
                speech.money(seen.amount.0, &seen.currency)?,
            ])
        })
        .collect::<Result<_, DocumentError>>()?;
    Ok(json!({
        "heading": say("paper-cash-up-at-vendors")?,
        "about": say("paper-cash-up-at-vendors-about")?,
        "columns": [
            say("paper-cash-up-account")?, say("paper-payment-method")?,
            say("paper-cash-up-count")?, say("paper-payment-amount")?,
        ],
        "rows": rows,
    }))
}

fn unpaid(facts: &CashUp, speech: &Speech) -> Result<Value, DocumentError> {
    let say = |message: &str| speech.say(message, &[]);
    let rows: Vec<_> = facts
        .unpaid
        .iter()
        .map(|visit| {
            let currency = visit.currency.as_deref().unwrap_or_default();
            let amount = visit.amount.map(|amount| speech.money(amount.0, currency));
            Ok([
                visit.patient.clone(),
                visit.text.clone(),
                amount.transpose()?.unwrap_or_default(),
            ])
        })
        .collect::<Result<_, DocumentError>>()?;
    Ok(json!({
        "heading": say("paper-cash-up-unpaid")?,
        "columns": [say("paper-patient")?, say("paper-line-text")?, say("paper-payment-amount")?],
        "rows": rows,
    }))
}
