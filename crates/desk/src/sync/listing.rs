//! Reading a vendor that lists all patients page by page and the appointments of whole days: today first of all, so
//! that the desk can work within seconds, then everybody, then the days around, near ones first.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use frontdesk_vendors::{ErrorKind, VendorError};
use rusqlite::{Connection as Database, params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Inner;
use super::ask::{batch_size, is_of_the_line};
use super::cursor::{self, Cursor};
use super::fresh::{is_due, unlisted};
use super::reader::{Memory, Next};
use crate::connections::{Account, Priority};
use crate::error::DeskError;
use crate::events::Topic;
use crate::store::to_ms;

const TODAY_EVERY: TimeDelta = TimeDelta::seconds(30);
const WEEK_EVERY: TimeDelta = TimeDelta::minutes(5);
/// How often everybody is listed anew, and how far apart the pages of that are.
const EVERYBODY_EVERY: TimeDelta = TimeDelta::minutes(10);
const PAGE_EVERY: TimeDelta = TimeDelta::seconds(2);
/// How often all days are read anew, and how far apart the ranges of that are.
const DAYS_EVERY: TimeDelta = TimeDelta::minutes(60);
const RANGE_EVERY: TimeDelta = TimeDelta::seconds(5);
/// How far back and ahead appointments are kept, and how many days are read at a time: short enough that writing
/// them keeps nobody waiting.
const BACK: u64 = 180;
const AHEAD: u64 = 360;
const RANGE: u64 = 15;
/// No clinic has so many pages; a vendor that always names a next one is not followed for ever.
const MOST_PAGES: u32 = 10_000;

/// How far a walk over all pages has come.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct PagesPlan {
    /// When the walk began; who was not met since is not listed any more.
    pub began: Option<DateTime<Utc>>,
    /// Whether it has come to its end.
    pub ended: bool,
    /// The next page; `None`: the first.
    pub next: Option<String>,
    /// A page named before: links that come back to it go round in a circle.
    pub mark: Option<String>,
    /// Pages read.
    pub turned: u32,
    /// Patients on them.
    pub met: u32,
    /// Patients in all, as the vendor counts them.
    pub total: Option<u32>,
    /// How many an earlier walk met that ended before it had met so many as the vendor counts.
    pub short: Option<u32>,
}

impl PagesPlan {
    /// A page of so many patients was read, which names the next one.
    fn turn(&mut self, rows: usize, total: Option<u32>, next: Option<String>) {
        self.turned = self.turned.saturating_add(1);
        self.met = self.met.saturating_add(u32::try_from(rows).unwrap_or(u32::MAX));
        self.total = total.or(self.total);
        let circle = next == self.next || (next.is_some() && next == self.mark);
        self.ended = next.is_none() || circle || self.turned >= MOST_PAGES;
        self.next = next.filter(|_| !self.ended);
        // Moved ever farther ahead, so that it comes to lie in any circle without remembering all pages.
        if self.turned.is_power_of_two() {
            self.mark.clone_from(&self.next);
        }
    }

    /// Whether a walk that has ended has met everybody, as far as can be told. One that met fewer than the vendor counts
    /// is not believed, unless an earlier one met just as many: then the count is of others too.
    fn is_whole(&mut self) -> bool {
        let short = self.total.is_some_and(|total| self.met < total);
        let whole = !short || self.short == Some(self.met);
        self.short = short.then_some(self.met);
        whole
    }

    /// Pages read and expected in all.
    pub(crate) fn progress(&self, found: bool) -> (u64, u64) {
        let turned = u64::from(self.turned);
        let size = u64::from(self.met) / turned.max(1);
        let expected = self
            .total
            .map_or(turned + 1, |total| u64::from(total).div_ceil(size.max(1)));
        (turned, if found { turned } else { expected.max(turned + 1) })
    }
}

/// How far a walk over all days has come.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct DaysPlan {
    /// The day it goes out from, and when it began.
    pub around: Option<NaiveDate>,
    pub began: Option<DateTime<Utc>>,
    /// Ranges read.
    pub done: u32,
}

impl DaysPlan {
    fn all() -> u32 {
        u32::try_from((BACK + AHEAD) / RANGE).unwrap_or(u32::MAX)
    }

    pub(crate) fn progress(&self) -> (u64, u64) {
        (u64::from(self.done), u64::from(Self::all()))
    }

    fn is_done(&self) -> bool {
        self.done >= Self::all()
    }

    /// The range that comes next: ahead and back in turn, until one side is exhausted.
    fn next(&self) -> Option<(NaiveDate, NaiveDate)> {
        let around = self.around?;
        let (at, back, ahead) = (u64::from(self.done), BACK / RANGE, AHEAD / RANGE);
        let pairs = back.min(ahead);
        let (forward, steps) = if at < 2 * pairs {
            (at % 2 == 0, at / 2)
        } else {
            (ahead > back, at - pairs)
        };
        let last = Days::new(RANGE - 1);
        if forward {
            let from = around + Days::new(steps * RANGE);
            Some((from, from + last))
        } else {
            let from = around - Days::new((steps + 1) * RANGE);
            Some((from, from + last))
        }
    }
}

impl Inner {
    /// The next thing to read of such a vendor.
    pub(super) async fn read_listing(
        &self,
        account: &Account,
        cursor: &mut Cursor,
        memory: &mut Memory,
    ) -> Result<Next, DeskError> {
        let (connection, now) = (account.connection.id, self.ports.clock.now());
        let today = now.with_timezone(&account.zone).date_naive();
        if is_due(cursor.state.looked.today, TODAY_EVERY, now) {
            cursor.state.looked.today = Some(now);
            return self.read_range(account, cursor, memory, (today, today)).await;
        }
        if !cursor.complete {
            memory.dirty.extend([Topic::Patients, Topic::Appointments]);
            let next = self.fill_by_pages(account, cursor).await?;
            if next != Next::Again {
                // A stop must not count as slowness.
                self.speeds().remove(&connection);
            }
            self.measure(connection, cursor).await?;
            return Ok(next);
        }
        if is_due(cursor.state.looked.week, WEEK_EVERY, now) {
            cursor.state.looked.week = Some(now);
            let week = (today - Days::new(1), today + Days::new(7));
            return self.read_range(account, cursor, memory, week).await;
        }
        let lately = self.in_a_hurry();
        let too_old = |began: Option<DateTime<Utc>>| lately.is_some() && began < lately;
        let (pages, days) = (&cursor.state.pages, &cursor.state.days);
        let pages_due = !pages.ended || is_due(pages.began, EVERYBODY_EVERY, now) || too_old(pages.began);
        let days_due = !days.is_done() || is_due(days.began, DAYS_EVERY, now) || too_old(days.began);
        if pages_due && (lately.is_some() || is_due(memory.page_at, PAGE_EVERY, now)) {
            memory.page_at = Some(now);
            memory.dirty.extend([Topic::Patients]);
            return self.turn_page(account, cursor).await;
        }
        if days_due && (lately.is_some() || is_due(memory.days_at, RANGE_EVERY, now)) {
            memory.days_at = Some(now);
            memory.dirty.extend([Topic::Appointments]);
            return self.walk_days(account, cursor).await;
        }
        Ok(Next::Idle)
    }

    /// One page or one range of days of the first fill.
    pub(super) async fn fill_by_pages(
        &self,
        account: &Account,
        cursor: &mut Cursor,
    ) -> Result<Next, DeskError> {
        if !cursor.state.patients_found {
            return self.turn_page(account, cursor).await;
        }
        self.walk_days(account, cursor).await
    }

    async fn turn_page(&self, account: &Account, cursor: &mut Cursor) -> Result<Next, DeskError> {
        let capabilities = account.at(Priority::Sync);
        let Some(pages) = capabilities.pages else {
            return Ok(Next::Idle);
        };
        let asked_at = self.ports.clock.now();
        let plan = &mut cursor.state.pages;
        if plan.ended || plan.began.is_none() {
            *plan = PagesPlan {
                began: Some(asked_at),
                short: plan.short,
                ..PagesPlan::default()
            };
        }
        let page = match pages.page(plan.next.as_deref()).await {
            Ok(page) => page,
            Err(error) if error.kind == ErrorKind::Invalid => {
                // A page written down that is none of this account's: from the beginning.
                plan.next = None;
                self.keep_cursor(account.connection.id, cursor, asked_at).await?;
                return Ok(Next::Useless);
            }
            Err(error) => return Ok(self.not_read(account, &error)),
        };
        plan.turn(page.rows.len(), page.total, page.next);
        let began = plan.began.unwrap_or(asked_at);
        let ended = plan.ended && plan.is_whole();
        if plan.ended && !ended {
            tracing::info!("the pages hold fewer patients than the vendor counts: walked through again");
        }
        let first = ended && !cursor.state.patients_found;
        cursor.state.patients_found |= ended;
        let connection = account.connection.id;
        self.keep_patients(connection, page.rows, asked_at, cursor)
            .await?;
        if let Some(round) = cursor.last_full_round {
            // The days were read for everybody, whoever was met since included.
            self.store
                .write(move |tx| checked_by_days(tx, connection, round))
                .await?;
        }
        if ended {
            self.still_nobody(connection, began);
        }
        if ended && !first {
            self.look_for_unlisted(account, cursor, began).await?;
        }
        Ok(Next::Again)
    }

    /// Who was not on any page is looked for by itself: pages may have shifted while they were turned.
    async fn look_for_unlisted(
        &self,
        account: &Account,
        cursor: &Cursor,
        began: DateTime<Utc>,
    ) -> Result<(), DeskError> {
        let connection = account.connection.id;
        let mut missing = self
            .store
            .read(move |conn| unlisted(conn, connection, began))
            .await?;
        missing.truncate(batch_size(account));
        self.look_for(account, cursor, &missing, true).await.map(drop)
    }

    async fn walk_days(&self, account: &Account, cursor: &mut Cursor) -> Result<Next, DeskError> {
        let (connection, now) = (account.connection.id, self.ports.clock.now());
        let plan = &mut cursor.state.days;
        // A walk that was left lying goes out from a day long past.
        let old = plan
            .began
            .is_none_or(|began| now - began >= DAYS_EVERY * 2 || began > now);
        if plan.is_done() || old {
            *plan = DaysPlan {
                around: Some(now.with_timezone(&account.zone).date_naive()),
                began: Some(now),
                done: 0,
            };
        }
        let Some(range) = plan.next() else {
            return Ok(Next::Idle);
        };
        let capabilities = account.at(Priority::Sync);
        let (Some(days), Some(directory)) = (capabilities.days, capabilities.directory) else {
            return Ok(Next::Idle);
        };
        if let Err(error) = self.read_days(connection, &*days, &*directory, range).await? {
            return Ok(self.not_read(account, &error));
        }
        let plan = &mut cursor.state.days;
        plan.done += 1;
        let round = plan.began.filter(|_| plan.is_done());
        if let Some(began) = round {
            cursor.complete = true;
            cursor.last_full_round = Some(began);
        }
        let kept = cursor.clone();
        self.store
            .write(move |tx| {
                if let Some(began) = round {
                    checked_by_days(tx, connection, began)?;
                }
                cursor::save(tx, connection, &kept, now)
            })
            .await?;
        Ok(Next::Again)
    }

    /// Reads a range of days that matters now.
    async fn read_range(
        &self,
        account: &Account,
        cursor: &Cursor,
        memory: &mut Memory,
        range: (NaiveDate, NaiveDate),
    ) -> Result<Next, DeskError> {
        let (connection, capabilities) = (account.connection.id, account.at(Priority::Sync));
        let (Some(days), Some(directory)) = (capabilities.days, capabilities.directory) else {
            return Ok(Next::Idle);
        };
        let answer = self.read_days(connection, &*days, &*directory, range).await?;
        memory.dirty.insert(Topic::Appointments);
        match answer {
            Ok(met) => {
                if met > 0 {
                    memory.dirty.insert(Topic::Patients);
                }
            }
            // The line is tried again at once; any other failure is left until these days are due again.
            Err(error) if is_of_the_line(&error) => return Ok(Next::Retry),
            Err(error) => {
                self.keep_cursor(connection, cursor, self.ports.clock.now())
                    .await?;
                return Ok(self.not_read(account, &error));
            }
        }
        self.keep_cursor(connection, cursor, self.ports.clock.now())
            .await?;
        Ok(Next::Again)
    }

    /// What follows from a failure to read.
    fn not_read(&self, account: &Account, error: &VendorError) -> Next {
        if is_of_the_line(error) {
            return Next::Retry;
        }
        tracing::info!(
            kind = error.kind.as_str(),
            operation = error.operation,
            "a list cannot be read"
        );
        account.contact().doubt();
        Next::Useless
    }
}

/// The appointments of everybody were asked for at that moment, day by day.
fn checked_by_days(tx: &Database, connection: Uuid, at: DateTime<Utc>) -> Result<(), DeskError> {
    tx.prepare_cached(
        "UPDATE patient_records SET appointments_checked_at = ?2
         WHERE connection = ?1 AND vendor_id IS NOT NULL AND coalesce(appointments_checked_at, 0) < ?2",
    )?
    .execute(params![connection.to_string(), to_ms(at)])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_walk_covers_every_day_once_and_near_ones_first() {
        let today: NaiveDate = "2026-11-23".parse().unwrap();
        let mut plan = DaysPlan {
            around: Some(today),
            ..DaysPlan::default()
        };
        let mut seen = BTreeSet::new();
        let mut distances = Vec::new();
        while !plan.is_done() {
            let (from, to) = plan.next().unwrap();
            distances.push((from - today).num_days().abs().min((to - today).num_days().abs()));
            for day in from.iter_days().take_while(|day| *day <= to) {
                assert!(seen.insert(day), "{day} twice");
            }
            plan.done += 1;
        }
        assert_eq!(seen.len() as u64, BACK + AHEAD);
        assert_eq!(seen.first(), Some(&(today - Days::new(BACK))));
        assert_eq!(seen.last(), Some(&(today + Days::new(AHEAD - 1))));
        assert!(
            distances.is_sorted_by(|one, other| *one <= other + RANGE as i64),
            "{distances:?}"
        );
        assert_eq!(distances[0], 0);
    }

    #[test]
    fn links_that_go_in_a_circle_are_left() {
        for (before, round) in [(0, 1), (3, 2), (5, 7), (0, 40)] {
            let mut plan = PagesPlan::default();
            while !plan.ended {
                let at = plan.turned + 1;
                let page = if at < before {
                    at
                } else {
                    before + (at - before) % round
                };
                plan.turn(20, None, Some(format!("page {page}")));
                assert!(plan.turned <= 4 * (before + round) + 4, "{before} {round}");
            }
            assert!(plan.turned >= round && plan.next.is_none());
        }
        let mut plan = PagesPlan::default();
        for page in 1..=300 {
            plan.turn(20, None, Some(format!("page {page}")));
            assert!(!plan.ended);
        }
        plan.turn(7, Some(6_007), None);
        assert!(plan.ended && plan.met == 6_007);
    }

    #[test]
    fn pages_are_expected_from_the_total() {
        let mut plan = PagesPlan {
            turned: 2,
            met: 200,
            total: Some(950),
            ..PagesPlan::default()
        };
        assert_eq!(plan.progress(false), (2, 10));
        plan.turned = 10;
        plan.met = 950;
        assert_eq!(plan.progress(true), (10, 10));
        assert_eq!(PagesPlan::default().progress(false), (0, 1));
    }
}
