//! The numbers of this desk's papers: slips and receipts for money given back in one row, cash-ups in another. None is given
//! twice, also where a copy of the store takes its place.

use rusqlite::{Connection, OptionalExtension as _};
use uuid::Uuid;

use super::takings;
use crate::clinic::DeskSettings;
use crate::error::DeskError;
use crate::patients::search::fold;

/// The number of the last slip of this desk, among the settings.
const LAST_SLIP: &str = "last_slip";
/// The letters before the numbers of a desk without a name, among the settings.
const SLIP_LETTERS: &str = "slip_letters";
/// What they are made of: none that is taken for a digit.
const LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ";
/// The number that the last cash-up of this desk has at least, among the settings.
const LAST_CASH_UP: &str = "last_cash_up";
/// After a copy took the store's place, numbers go on at a round one, so many beyond the last known at least.
const SKIPPED: u64 = 100;
/// The most letters of a desk's name within a slip's number.
const LONGEST_PREFIX: usize = 10;

/// The number of the paper of a taking or of a giving back: the next one of this desk where it has none yet. Numbers have no
/// gaps, because one that is not kept was not given either.
///
/// # Errors
/// The store's.
pub(super) fn number_slip(tx: &Connection, taking: Uuid) -> Result<String, DeskError> {
    let kept = takings::one(tx, taking)?;
    if let Some(slip) = kept.taking.slip {
        return Ok(slip);
    }
    let next = last(tx, LAST_SLIP)? + 1;
    set(tx, LAST_SLIP, &next.to_string())?;
    let slip = format!("{}-{next:04}", prefix(tx, taking)?);
    tx.execute(
        "UPDATE takings SET slip = ?2 WHERE id = ?1",
        [taking.to_string(), slip.clone()],
    )?;
    Ok(slip)
}

/// What stands before the numbers of this desk: its name in short, and letters of its own where that tells it from no
/// other desk of the clinic.
fn prefix(tx: &Connection, taking: Uuid) -> Result<String, DeskError> {
    let settings = DeskSettings::load(tx)?;
    let own = short(&settings.name);
    let mut others = settings.desks.iter().filter(|desk| desk.name != settings.name);
    if !own.is_empty() && !others.any(|desk| short(&desk.name) == own) {
        return Ok(own);
    }
    if let Some(letters) = setting(tx, SLIP_LETTERS)? {
        return Ok(own + &letters);
    }
    let random = taking.as_bytes();
    let letters: String = random[14..]
        .iter()
        .map(|byte| char::from(LETTERS[usize::from(*byte) % LETTERS.len()]))
        .collect();
    set(tx, SLIP_LETTERS, &letters)?;
    Ok(own + &letters)
}

/// The number of the next cash-up of this desk.
///
/// # Errors
/// The store's.
pub(super) fn next_cash_up(conn: &Connection) -> Result<u32, DeskError> {
    let next = last(conn, LAST_CASH_UP)?.max(last_closed(conn)?) + 1;
    u32::try_from(next).map_err(|_| DeskError::internal("the numbers of cash-ups are used up"))
}

fn last_closed(conn: &Connection) -> Result<u64, DeskError> {
    let last: u32 = conn.query_row("SELECT coalesce(max(number), 0) FROM cash_ups", [], |row| {
        row.get(0)
    })?;
    Ok(last.into())
}

/// The last numbers that a store has given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Given {
    slip: u64,
    cash_up: u64,
}

impl Given {
    /// Those of a store of whatever age.
    ///
    /// # Errors
    /// The store's.
    pub(crate) fn of(conn: &Connection) -> Result<Self, DeskError> {
        let is_there = conn
            .prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'cash_ups'")?
            .exists([])?;
        let closed = if is_there { last_closed(conn)? } else { 0 };
        Ok(Self {
            slip: last(conn, LAST_SLIP)?,
            cash_up: last(conn, LAST_CASH_UP)?.max(closed),
        })
    }

    /// The later of both.
    pub(crate) fn or_later(self, other: Self) -> Self {
        Self {
            slip: self.slip.max(other.slip),
            cash_up: self.cash_up.max(other.cash_up),
        }
    }
}

/// Leaves numbers out that may be on paper, when a copy of the store takes its place: of slips, receipts and cash-ups.
/// `elsewhere` are the last ones of the other copies and of stores that were set aside, as far as they can be read; what
/// none of them knows was given since the newest of them, so a hundred are left out beyond it.
///
/// # Errors
/// The store's.
pub(crate) fn skip_numbers(tx: &Connection, elsewhere: Given) -> Result<(), DeskError> {
    let known = Given::of(tx)?.or_later(elsewhere);
    for (key, last) in [(LAST_SLIP, known.slip), (LAST_CASH_UP, known.cash_up)] {
        set(tx, key, &beyond(last).to_string())?;
    }
    Ok(())
}

/// The first round number that leaves as many out as [`SKIPPED`] says.
fn beyond(last: u64) -> u64 {
    (last + SKIPPED).next_multiple_of(SKIPPED)
}

fn last(conn: &Connection, key: &str) -> Result<u64, DeskError> {
    let last = setting(conn, key)?;
    Ok(last.and_then(|last| last.parse().ok()).unwrap_or(0))
}

fn setting(conn: &Connection, key: &str) -> Result<Option<String>, DeskError> {
    Ok(conn
        .query_row("SELECT value FROM settings WHERE key = ?1", [key], |row| {
            row.get(0)
        })
        .optional()?)
}

fn set(tx: &Connection, key: &str, value: &str) -> Result<(), DeskError> {
    tx.execute(
        "INSERT INTO settings (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
        [key, value],
    )?;
    Ok(())
}

/// A desk's name in short: three letters of each word, and its digits (`Recepție 1` is `REC1`).
fn short(name: &str) -> String {
    let folded = fold(name).to_uppercase();
    let words = folded.split(|letter: char| !letter.is_ascii_alphanumeric());
    let short = words.flat_map(|word| {
        let letters = word.chars().filter(char::is_ascii_alphabetic).take(3);
        let digits = word.chars().filter(char::is_ascii_digit);
        letters.chain(digits)
    });
    short.take(LONGEST_PREFIX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundred_numbers_at_least_are_left_out() {
        let skipped = [0, 1, 41, 99, 100, 101].map(beyond);
        assert_eq!(skipped, [100, 200, 200, 200, 200, 300]);
    }

    #[test]
    fn a_desks_name_in_short_tells_desks_apart() {
        for (name, prefix) in [
            ("Recepție 1", "REC1"),
            ("Recepția Nord", "RECNOR"),
            ("front desk 12", "FRODES12"),
            ("", ""),
            ("-", ""),
        ] {
            assert_eq!(short(name), prefix, "{name}");
        }
    }
}
