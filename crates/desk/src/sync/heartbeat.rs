//! Whether the vendors answer, noticed within seconds while nothing else is asked: the one harmless question of an
//! account, seldom enough to be no burden, and only where no other answer tells anyway.
//!
//! While a line is cut on this side - nothing leaves this computer - the question costs the vendor nothing and is asked
//! every few seconds. A vendor that is reached and fails is left in peace ever longer, as the limiter says. An account
//! that is only asked when somebody looks is asked here when another line has just broken or come back.

use std::pin::pin;
use std::time::Duration;

use chrono::TimeDelta;
use futures::future::{Either, select};
use uuid::Uuid;

use super::{Inner, cursor, is_read};
use crate::connections::{Account, Health, Priority};
use crate::error::{DeskError, ErrorCode};

/// An account that was not heard of for so long is asked.
const QUIET: TimeDelta = TimeDelta::seconds(8);
/// How often a line that is cut is tried.
const CUT: Duration = Duration::from_secs(5);
/// An answer so young tells as much as another one would.
const JUST_NOW: TimeDelta = TimeDelta::seconds(1);
/// Without an answer for so long, a question that is answered at once by whoever is there was not heard.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long to wait where there is nothing to ask.
const REST: Duration = Duration::from_secs(5);

impl Inner {
    /// Watches one line until the connection is removed. Returns which it was.
    pub(super) async fn watch_line(&self, connection: Uuid) -> Uuid {
        let mut alarmed = false;
        loop {
            let mut moved = pin!(self.line_moved.notified());
            moved.as_mut().enable();
            let wait = match self.listen(connection, alarmed).await {
                Ok(wait) => wait,
                Err(error) if error.code == ErrorCode::NotFound => return connection,
                Err(_) => REST,
            };
            alarmed = matches!(select(moved, self.ports.clock.sleep(wait)).await, Either::Left(_));
        }
    }

    /// Asks one account if there is reason to; answers how long to wait. `alarmed`: another line has just changed.
    async fn listen(&self, connection: Uuid, alarmed: bool) -> Result<Duration, DeskError> {
        let account = self.accounts.account(connection).await?;
        let read = is_read(&account.connection);
        let paused = self
            .store
            .read(move |conn| Ok(cursor::load(conn, connection)?.paused))
            .await?;
        let line = account.contact().line();
        if paused || !account.contact().is_tried() {
            return Ok(REST);
        }
        let now = self.ports.clock.now();
        match line.health {
            Health::Untested | Health::KeyRefused => return Ok(REST),
            Health::Offline => {
                if !account.contact().is_cut() && !alarmed {
                    return Ok(REST);
                }
                self.ask(&account, Priority::Opened, read).await?;
            }
            Health::Online => {
                let quiet = line
                    .last_contact_at
                    .filter(|last| *last <= now)
                    .map_or(TimeDelta::MAX, |last| now - last);
                let after = match (alarmed, read) {
                    (true, _) => JUST_NOW,
                    (false, true) => QUIET,
                    (false, false) => return Ok(REST),
                };
                if quiet < after {
                    return Ok((after - quiet).to_std().unwrap_or(REST));
                }
                if !account.contact().gate().is_idle() {
                    return Ok(Duration::from_secs(1));
                }
                self.ask(&account, Priority::Sync, read).await?;
            }
        }
        if account.contact().line().health != line.health {
            self.line_moved.notify_waiters();
        }
        Ok(CUT)
    }

    async fn ask(&self, account: &Account, priority: Priority, read: bool) -> Result<(), DeskError> {
        let capabilities = account.at(priority);
        if !read {
            // Some of these renew their tokens with any answer: it is waited for, and the tokens are kept.
            drop(capabilities.check.harmless().await);
            return self
                .accounts
                .keep_renewed(account.connection.id, &capabilities)
                .await;
        }
        let asked_at = self.ports.clock.now();
        let patience = PATIENCE + account.contact().gate().spacing();
        let answer = pin!(capabilities.check.harmless());
        let given_up = pin!(self.ports.clock.sleep(patience));
        let silent = matches!(select(answer, given_up).await, Either::Right(_));
        let heard = account.contact().line().last_contact_at;
        if silent && heard.is_none_or(|heard| heard < asked_at) {
            account.contact().unanswered().await;
        }
        Ok(())
    }
}
