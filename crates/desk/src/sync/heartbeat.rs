//! Whether the vendors answer, noticed within seconds while nothing else is asked: the one harmless question of an
//! account, seldom enough to be no burden, and only where no other answer tells anyway.
//!
//! While a line is cut on this side - nothing leaves this computer - the question costs the vendor nothing and is asked
//! every few seconds. A vendor that is reached and fails is left in peace ever longer, as the limiter says. An account
//! that is only asked when somebody looks is asked here when another line has just broken or come back.

use std::collections::HashMap;
use std::pin::pin;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures::FutureExt as _;
use futures::future::{Either, select};
use futures::stream::{FuturesUnordered, StreamExt as _};
use uuid::Uuid;

use super::fresh::is_due;
use super::{Inner, cursor, is_read};
use crate::connections::{Account, Health, Priority};
use crate::error::DeskError;

/// How often it is thought about.
const EVERY: Duration = Duration::from_secs(1);
/// An account that was not heard of for so long is asked.
const QUIET: TimeDelta = TimeDelta::seconds(8);
/// No line is tried more often.
const AGAIN: TimeDelta = TimeDelta::seconds(5);
/// Without an answer for so long, a question that is answered at once by whoever is there was not heard.
const PATIENCE: Duration = Duration::from_secs(10);

/// What is remembered of one line.
struct Pulse {
    health: Health,
    tried_at: Option<DateTime<Utc>>,
    under_way: bool,
}

impl Inner {
    /// Watches the lines of all accounts that were asked anything since the start, until dropped.
    pub(super) async fn watch_lines(&self) {
        let mut pulses: HashMap<Uuid, Pulse> = HashMap::new();
        let mut alarm: Option<DateTime<Utc>> = None;
        let mut questions = FuturesUnordered::new();
        loop {
            let now = self.ports.clock.now();
            // Under a clock that was set back nothing would ever be later than it.
            alarm = alarm.filter(|at| *at <= now);
            for account in self.accounts.opened() {
                let health = account.contact().line().health;
                let pulse = pulses.entry(account.connection.id).or_insert(Pulse {
                    health,
                    tried_at: None,
                    under_way: false,
                });
                if (pulse.health == Health::Offline) != (health == Health::Offline) {
                    alarm = Some(now);
                }
                pulse.health = health;
                if !pulse.under_way && is_to_be_asked(&account, pulse.tried_at, alarm, now) {
                    pulse.tried_at = Some(now);
                    pulse.under_way = true;
                    questions.push(self.ask(account.connection.id).boxed());
                }
            }
            let pause = self.ports.clock.sleep(EVERY);
            if questions.is_empty() {
                pause.await;
            } else if let Either::Left((Some(asked), _)) = select(questions.next(), pause).await
                && let Some(pulse) = pulses.get_mut(&asked)
            {
                pulse.under_way = false;
            }
        }
    }

    /// Asks one account, and returns which.
    async fn ask(&self, connection: Uuid) -> Uuid {
        if let Err(error) = self.ask_now(connection).await {
            tracing::debug!(code = %error.code.as_str(), "a line cannot be tried");
        }
        connection
    }

    async fn ask_now(&self, connection: Uuid) -> Result<(), DeskError> {
        let account = self.accounts.account(connection).await?;
        let paused = self
            .store
            .read(move |conn| Ok(cursor::load(conn, connection)?.paused))
            .await?;
        if paused {
            return Ok(());
        }
        let cut = account.contact().is_cut();
        let capabilities = account.at(if cut { Priority::Opened } else { Priority::Sync });
        if !is_read(&account.connection) {
            // Some of these renew their tokens with any answer: it is waited for, and the tokens are kept.
            drop(capabilities.check.harmless().await);
            return self.accounts.keep_renewed(connection, &capabilities).await;
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

/// Whether there is reason to ask an account now. `alarm`: when a line last broke or came back.
fn is_to_be_asked(
    account: &Account,
    tried_at: Option<DateTime<Utc>>,
    alarm: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> bool {
    let contact = account.contact();
    let alarmed = alarm.is_some() && tried_at < alarm;
    if !contact.is_tried() || !(alarmed || is_due(tried_at, AGAIN, now)) {
        return false;
    }
    let line = contact.line();
    match line.health {
        // Whoever reads it asks by itself; a refused key is tried more seldom.
        Health::Untested | Health::KeyRefused | Health::KeyMissing => false,
        Health::Offline => alarmed || contact.is_cut(),
        Health::Online if alarmed => line.last_contact_at < alarm && contact.gate().is_idle(),
        Health::Online => {
            is_read(&account.connection)
                && is_due(line.last_contact_at, QUIET, now)
                && contact.gate().is_idle()
        }
    }
}
