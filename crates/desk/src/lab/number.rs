//! Numbers of new orders: short enough to be read out on the telephone.

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::error::DeskError;
use crate::ports::Random;

/// Letters and digits that are taken for no other.
const SIGNS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
/// How many of them follow the date: a million numbers a day.
const LENGTH: usize = 4;

/// `261123-K7QF`: a number that no order here has.
pub(super) fn unused(conn: &Connection, today: NaiveDate, random: &dyn Random) -> Result<String, DeskError> {
    loop {
        let mut drawn = [0; LENGTH];
        random.fill(&mut drawn);
        let signs: String = drawn
            .iter()
            .map(|byte| char::from(SIGNS[usize::from(byte % 32)]))
            .collect();
        let number = format!("{}-{signs}", today.format("%y%m%d"));
        let taken: bool = conn
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM lab_orders WHERE number = ?1)")?
            .query_row([&number], |row| row.get(0))?;
        if !taken {
            return Ok(number);
        }
    }
}
