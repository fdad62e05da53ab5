//! The first call: services on the patient. The vendor's list of them has no codes, so a lost answer shows whether they
//! stand there and never the codes that the payment note needs.

use frontdesk_vendors::VendorError;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Looked, Outcome, Prepared, Vendor, sending, stopped};
use crate::adapters::{PatientService, PriceRow, ServiceToAdd};
use crate::billing::{InvoiceLine, StopReason, open_deposit};
use crate::outbox::action::InvoiceAction;
use crate::outbox::table::Entry;
use crate::patients::search::fold;

/// A service as it stood before: name, price, day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Seen(String, String, String);

impl Seen {
    fn of(row: &PatientService) -> Self {
        let price = row.price.as_ref();
        Self(
            fold(&row.name).trim().to_owned(),
            price
                .map(|price| price.amount.normalize().to_string())
                .unwrap_or_default(),
            row.date.map(|date| date.to_string()).unwrap_or_default(),
        )
    }
}

async fn listed(vendor: &Vendor<'_>) -> Result<Vec<PatientService>, VendorError> {
    vendor.facets.all_services(&vendor.patient).await
}

/// Whether what stands there is not what stood there before. What a row is called there need not be what the price list
/// calls it, and a row that went may hide one that came: any difference is a person's to look at.
fn is_other(rows: &[PatientService], before: &str) -> bool {
    let Ok(mut before) = serde_json::from_str::<Vec<Seen>>(before) else {
        return true;
    };
    let mut now: Vec<Seen> = rows.iter().map(Seen::of).collect();
    before.sort_unstable();
    now.sort_unstable();
    before != now
}

/// What stops an invoice before anything is sent, seen in a fresh price list.
fn stop_of_prices(action: &InvoiceAction, prices: &[PriceRow]) -> Option<StopReason> {
    action
        .lines
        .iter()
        .zip(&action.form.lines)
        .find_map(|(line, asked)| {
            let was = line.unit.clone().unwrap_or_default();
            let changed = |now: String| {
                let stop = StopReason::PriceChanged {
                    kind: Some(line.kind),
                    code: line.code.clone(),
                    name: line.name.clone(),
                    was: was.clone(),
                    now,
                };
                // What is no longer sold cannot be agreed to, nor another price of what has the vendor's own.
                let may_agree = matches!(&stop, StopReason::PriceChanged { now, .. } if !now.is_empty())
                    && line.kind.takes_quantity();
                (!(may_agree && action.agreed.contains(&stop))).then_some(stop)
            };
            let Some(row) = prices
                .iter()
                .find(|row| row.kind == line.kind && row.code == line.code)
            else {
                return changed(String::new());
            };
            let price = row.price.as_ref();
            let currency = price.and_then(|price| price.currency.as_deref());
            if let Some(other) = currency.filter(|other| !other.eq_ignore_ascii_case(&action.currency)) {
                return Some(StopReason::OtherCurrency {
                    currency: other.to_owned(),
                });
            }
            let now = price.map(|price| price.amount);
            let typed = asked
                .price
                .as_deref()
                .is_some_and(|price| !price.trim().is_empty());
            let same_name = fold(&row.name).trim() == fold(&line.name).trim();
            if same_name && (typed || now == unit(line)) {
                return None;
            }
            let now = now.map_or_else(|| "?".to_owned(), |now| now.to_string());
            changed(if same_name {
                now
            } else {
                format!("{} ({now})", row.name)
            })
        })
}

fn unit(line: &InvoiceLine) -> Option<Decimal> {
    line.unit.as_deref().and_then(|unit| unit.parse().ok())
}

/// Money paid ahead that may still be open: no read tells whether it was used, so what stands in the list under that name
/// counts, less what was given back.
fn deposit(rows: &[PatientService], vendor: &Vendor<'_>) -> Option<StopReason> {
    let own = |row: &&PatientService| row.vendor_patient.as_ref().is_none_or(|of| *of == vendor.patient);
    let deposits = rows
        .iter()
        .filter(own)
        .filter(|row| vendor.invoicing.is_deposit(&row.name));
    open_deposit(deposits.map(|row| row.price.as_ref())).map(StopReason::from)
}

pub(super) async fn prepare(
    action: &InvoiceAction,
    entry: &Entry,
    vendor: &Vendor<'_>,
) -> Result<Prepared, VendorError> {
    let rows = listed(vendor).await?;
    // Before another try the first one is looked for once more: a slow vendor may have finished it since.
    let earlier = entry.snapshot.as_deref().filter(|_| entry.lost > 0);
    if let Some(earlier) = earlier
        && is_other(&rows, earlier)
    {
        return Ok(Prepared::Ask(stopped(StopReason::CodesLost)));
    }
    if let Some(stop) = stop_of_prices(action, &vendor.invoicing.prices().await?) {
        return Ok(Prepared::Ask(stopped(stop)));
    }
    if let Some(stop) = deposit(&rows, vendor)
        && !action.agreed.contains(&stop)
    {
        return Ok(Prepared::Ask(stopped(stop)));
    }
    Ok(match earlier {
        Some(earlier) => sending(Some(earlier.to_owned())),
        None => sending(serde_json::to_string(&rows.iter().map(Seen::of).collect::<Vec<_>>()).ok()),
    })
}

pub(super) async fn send(action: &InvoiceAction, vendor: &Vendor<'_>) -> Result<Outcome, VendorError> {
    let services: Vec<ServiceToAdd> = action
        .lines
        .iter()
        .zip(&action.form.lines)
        .map(|(line, asked)| {
            let typed = asked
                .price
                .as_deref()
                .is_some_and(|price| !price.trim().is_empty());
            // A person has agreed to the price they saw of this very service, though the list's is another by now.
            let seen = line.unit.clone().unwrap_or_default();
            let agreed = action.agreed.iter().any(|stop| {
                matches!(stop, StopReason::PriceChanged { kind, code, was, .. }
                    if *kind == Some(line.kind) && *code == line.code && *was == seen)
            });
            let takes = line.kind.takes_quantity();
            ServiceToAdd {
                kind: line.kind,
                code: line.code.clone(),
                quantity: takes.then_some(line.quantity),
                price: unit(line).filter(|_| takes && (typed || agreed)),
            }
        })
        .collect();
    let place = action.form.work_point.trim();
    let processed = vendor
        .invoicing
        .add_services(&vendor.patient, place, &services)
        .await?;
    Ok(Outcome::Services(processed))
}

pub(super) async fn look(entry: &Entry, vendor: &Vendor<'_>) -> Result<Looked, VendorError> {
    let Some(before) = entry.snapshot.as_deref() else {
        return Ok(Looked::NobodyKnows);
    };
    let rows = listed(vendor).await?;
    Ok(if is_other(&rows, before) {
        Looked::Stopped(StopReason::CodesLost)
    } else {
        Looked::NotThere
    })
}
