//! What the access log says of accounts. Keys are never among it: only that they are others now.

use std::collections::{BTreeMap, BTreeSet};

use super::rows::ConnectionRow;
use super::{Connection, StatusTable, WorkPoint};
use crate::audit::{AuditAct, NewLine};

/// A value that is longer, such as a whole mapping, stands in the log up to here, in characters.
const LONGEST: usize = 500;

/// An account was saved.
pub(super) fn added(new: &ConnectionRow) -> NewLine {
    let mut line = of(AuditAct::ConnectionAdded, &new.shown);
    for (field, value) in fields(&new.shown) {
        line = line.with(&field, None, Some(value));
    }
    line
}

/// An account was changed; `keys`: so were its keys.
pub(super) fn edited(before: &Connection, after: &Connection, keys: bool) -> NewLine {
    let mut line = of(AuditAct::ConnectionEdited, after);
    let (was, is) = (fields(before), fields(after));
    let names: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
    for name in names {
        if was.get(name) != is.get(name) {
            line = line.with(name, was.get(name).cloned(), is.get(name).cloned());
        }
    }
    if keys {
        line = line.with("keys", None, None);
    }
    line
}

/// An account was removed.
pub(super) fn removed(before: &Connection) -> NewLine {
    let mut line = of(AuditAct::ConnectionRemoved, before);
    for (field, value) in fields(before) {
        line = line.with(&field, Some(value), None);
    }
    line
}

/// A person said what statuses mean.
pub(super) fn stages(before: &StatusTable, after: &StatusTable, connection: &Connection) -> NewLine {
    let mut line = of(AuditAct::ConnectionEdited, connection);
    for (was, is) in before.labels.iter().zip(&after.labels) {
        if was.stage != is.stage {
            let word = |stage: Option<crate::agenda::Stage>| stage.map(|stage| stage.as_str().to_owned());
            line = line.with(&is.name, word(was.stage), word(is.stage));
        }
    }
    confirmed(line, "statuses", before.confirmed)
}

/// A person said which names the work points have.
pub(super) fn work_points(before: &[WorkPoint], after: &[WorkPoint], connection: &Connection) -> NewLine {
    let mut line = of(AuditAct::ConnectionEdited, connection);
    let ids = |points: &[WorkPoint]| -> BTreeMap<String, String> {
        points
            .iter()
            .map(|point| (point.name.clone(), point.vendor_id.clone().unwrap_or_default()))
            .collect()
    };
    let (was, is) = (ids(before), ids(after));
    let names: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
    for name in names {
        if was.get(name) != is.get(name) {
            line = line.with(name, was.get(name).cloned(), is.get(name).cloned());
        }
    }
    confirmed(line, "work_points", connection.work_points_confirmed)
}

fn confirmed(line: NewLine, field: &str, before: bool) -> NewLine {
    let word = |confirmed: bool| Some(if confirmed { "confirmed" } else { "proposed" }.to_owned());
    line.with(field, word(before), word(true))
}

fn of(act: AuditAct, connection: &Connection) -> NewLine {
    NewLine {
        connection: Some(connection.id),
        ..NewLine::of(act)
    }
}

fn fields(connection: &Connection) -> BTreeMap<String, String> {
    let own = [
        ("name", connection.name.clone()),
        ("vendor", connection.vendor.as_str().to_owned()),
        ("base_url", connection.base_url.clone()),
        ("zone", connection.zone.clone()),
    ];
    let own = own.into_iter().map(|(name, value)| (name.to_owned(), value));
    let details = connection
        .details
        .iter()
        .map(|(name, value)| (name.clone(), value.clone()));
    let paths = connection
        .paths
        .iter()
        .map(|(name, value)| (format!("path {name}"), value.clone()));
    own.chain(details)
        .chain(paths)
        .map(|(name, value)| (name, short(&value)))
        .collect()
}

fn short(value: &str) -> String {
    let mut short: String = value.chars().take(LONGEST).collect();
    if short.len() < value.len() {
        short.push('…');
    }
    short
}
