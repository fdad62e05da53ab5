//! The price list in the store: looked up from fragments, marked, counted, replaced by a fresh answer.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use frontdesk_basics::Amount;
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use uuid::Uuid;

use super::{Favourite, InvoiceLine, PriceItem, PriceListPage, PriceQuery, ServiceKind};
use crate::adapters::PriceRow;
use crate::error::DeskError;
use crate::patients::search::fold;
use crate::store::{from_ms, to_ms};

pub(crate) const MIGRATION: &str = "
CREATE TABLE price_list (
    connection TEXT NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    kind TEXT NOT NULL,                         -- service, product, contract
    code TEXT NOT NULL,                         -- the vendor's
    name TEXT NOT NULL,
    folded TEXT NOT NULL,                       -- what it is found by
    work_points TEXT NOT NULL,                  -- ids that sell it (JSON); empty: all
    amount TEXT,                                -- exact decimal
    currency TEXT,
    changed_on TEXT,                            -- by the vendor's word
    extra TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY (connection, kind, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE price_marks (                      -- stays when the list is replaced
    connection TEXT NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    favourite INTEGER NOT NULL DEFAULT 0,
    used INTEGER NOT NULL DEFAULT 0,            -- invoices of this desk that it stood on
    PRIMARY KEY (connection, kind, code)
) STRICT, WITHOUT ROWID;

ALTER TABLE connections ADD COLUMN prices_checked_at INTEGER;
";

/// Rows answered unless said otherwise, and at most.
const ROWS: u32 = 50;
const MOST_ROWS: u32 = 500;

impl ServiceKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Service, Self::Product, Self::Contract];

    /// The word in the store and on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Product => "product",
            Self::Contract => "contract",
        }
    }

    /// The kind of that word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// Whether it takes a quantity and another price; contracts have the vendor's own.
    #[must_use]
    pub fn takes_quantity(self) -> bool {
        self != Self::Contract
    }
}

/// A row of the list with what decides whether it may be sold.
#[derive(Debug, Clone)]
pub(super) struct Priced {
    pub item: PriceItem,
    /// Ids of work points; empty: all.
    pub work_points: Vec<String>,
}

impl Priced {
    /// Whether a work point sells it.
    pub(super) fn is_sold_at(&self, work_point: &str) -> bool {
        self.work_points.is_empty() || self.work_points.iter().any(|point| point == work_point)
    }
}

const COLUMNS: &str = "p.kind, p.code, p.name, p.folded, p.work_points, p.amount, p.currency, \
     coalesce(m.favourite, 0) AS favourite FROM price_list p \
     LEFT JOIN price_marks m USING (connection, kind, code)";

fn read(row: &Row<'_>) -> rusqlite::Result<Priced> {
    let kind: String = row.get("kind")?;
    let kind = ServiceKind::parse(&kind).unwrap_or(ServiceKind::Service);
    let amount: Option<String> = row.get("amount")?;
    let currency: Option<String> = row.get("currency")?;
    let work_points: String = row.get("work_points")?;
    Ok(Priced {
        item: PriceItem {
            kind,
            code: row.get("code")?,
            name: row.get("name")?,
            price: amount.and_then(|amount| Amount::parse(&amount, currency).ok()),
            price_may_change: kind.takes_quantity(),
            takes_quantity: kind.takes_quantity(),
            favourite: row.get("favourite")?,
        },
        work_points: serde_json::from_str(&work_points).unwrap_or_default(),
    })
}

/// The row of a code.
pub(super) fn find(
    conn: &Connection,
    connection: Uuid,
    kind: ServiceKind,
    code: &str,
) -> Result<Option<Priced>, DeskError> {
    Ok(conn
        .prepare_cached(&format!(
            "SELECT {COLUMNS} WHERE p.connection = ?1 AND p.kind = ?2 AND p.code = ?3"
        ))?
        .query_row(params![connection.to_string(), kind.as_str(), code.trim()], read)
        .optional()?)
}

/// Looks the list up: favourites first, then what this desk sells most, then by name.
pub(super) fn page(conn: &Connection, query: &PriceQuery) -> Result<PriceListPage, DeskError> {
    let connection = query.connection.to_string();
    let checked_at: Option<Option<i64>> = conn
        .query_row(
            "SELECT prices_checked_at FROM connections WHERE id = ?1",
            [&connection],
            |row| row.get(0),
        )
        .optional()?;
    let checked_at = checked_at.ok_or_else(|| DeskError::not_found("connection"))?;
    let folded = fold(&query.text);
    let fragments: Vec<&str> = folded.split_whitespace().collect();
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} WHERE p.connection = ?1 \
         ORDER BY coalesce(m.favourite, 0) DESC, coalesce(m.used, 0) DESC, p.folded, p.kind, p.code"
    ))?;
    let rows = statement.query_map([&connection], |row| {
        Ok((read(row)?, row.get::<_, String>("folded")?))
    })?;
    let limit = query.limit.unwrap_or(ROWS).clamp(1, MOST_ROWS) as usize;
    let (mut items, mut more) = (Vec::new(), false);
    let mut elsewhere = BTreeSet::new();
    for row in rows {
        let (priced, name) = row?;
        let found = fragments.iter().all(|part| name.contains(part))
            || (fragments.len() == 1 && priced.item.code == fragments[0]);
        let sold = query
            .work_point
            .as_deref()
            .is_none_or(|point| priced.is_sold_at(point));
        if !(found && sold) {
            if found {
                elsewhere.extend(priced.work_points);
            }
            continue;
        }
        if items.len() == limit {
            more = true;
            break;
        }
        items.push(priced.item);
    }
    let sold_at = if items.is_empty() {
        elsewhere.into_iter().collect()
    } else {
        Vec::new()
    };
    Ok(PriceListPage {
        items,
        more,
        sold_at,
        checked_at: checked_at.map(from_ms),
    })
}

/// Marks a row, or no longer.
pub(super) fn mark(tx: &Connection, mark: &Favourite) -> Result<(), DeskError> {
    if find(tx, mark.connection, mark.kind, &mark.code)?.is_none() {
        return Err(DeskError::not_found("row of the price list"));
    }
    tx.execute(
        "INSERT INTO price_marks (connection, kind, code, favourite) VALUES (?1, ?2, ?3, ?4) \
         ON CONFLICT (connection, kind, code) DO UPDATE SET favourite = ?4",
        params![
            mark.connection.to_string(),
            mark.kind.as_str(),
            mark.code.trim(),
            mark.on
        ],
    )?;
    Ok(())
}

/// Counts what an invoice was made of.
pub(super) fn count_use(tx: &Connection, connection: Uuid, lines: &[InvoiceLine]) -> Result<(), DeskError> {
    for line in lines {
        tx.execute(
            "INSERT INTO price_marks (connection, kind, code, used) VALUES (?1, ?2, ?3, 1) \
             ON CONFLICT (connection, kind, code) DO UPDATE SET used = used + 1",
            params![connection.to_string(), line.kind.as_str(), line.code],
        )?;
    }
    Ok(())
}

/// Replaces the list by a fresh answer; marks and counts stay.
///
/// # Errors
/// The store's.
pub(crate) fn absorb(
    tx: &Connection,
    connection: Uuid,
    rows: &[PriceRow],
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    let id = connection.to_string();
    tx.execute("DELETE FROM price_list WHERE connection = ?1", [&id])?;
    let mut seen = BTreeSet::new();
    for row in rows {
        // Of two rows under one code the first counts: nothing tells which is meant.
        if !seen.insert((row.kind, &row.code)) {
            continue;
        }
        let work_points = serde_json::to_string(&row.work_points).unwrap_or_else(|_| "[]".to_owned());
        tx.prepare_cached(
            "INSERT INTO price_list (connection, kind, code, name, folded, work_points, amount, currency, changed_on, extra) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute(params![
            id,
            row.kind.as_str(),
            row.code,
            row.name,
            fold(&row.name),
            work_points,
            row.price.as_ref().map(|price| price.amount.to_string()),
            row.price.as_ref().and_then(|price| price.currency.clone()),
            row.changed_on,
            row.extra,
        ])?;
    }
    tx.execute(
        "UPDATE connections SET prices_checked_at = ?2 WHERE id = ?1",
        params![id, to_ms(now)],
    )?;
    Ok(())
}
