//! Keeping fresh what the clinic calls things: statuses, doctors, work points, prices.

use chrono::TimeDelta;

use super::Inner;
use super::ask::is_of_the_line;
use super::cursor::{self, Cursor};
use super::fresh::is_due;
use super::reader::Next;
use crate::billing::absorb_prices;
use crate::connections::{Account, Health, Priority, refresh_doctors, refresh_statuses, refresh_work_points};
use crate::error::DeskError;
use crate::events::Topic;

const STATUSES_EVERY: TimeDelta = TimeDelta::minutes(5);
const DOCTORS_EVERY: TimeDelta = TimeDelta::hours(24);
const PRICES_EVERY: TimeDelta = TimeDelta::hours(24);

impl Inner {
    /// The names of statuses, and once a day the doctors, the ids of work points and the price list.
    pub(super) async fn refresh_catalogues(
        &self,
        account: &Account,
        cursor: &mut Cursor,
    ) -> Result<Option<Next>, DeskError> {
        let (connection, now) = (account.connection.id, self.ports.clock.now());
        let capabilities = account.at(Priority::Sync);
        if is_due(cursor.state.looked.statuses, STATUSES_EVERY, now)
            && let Some(catalogue) = capabilities.statuses
        {
            let answer = catalogue.statuses().await;
            if account.contact().line().health == Health::KeyRefused {
                return Ok(Some(Next::Person));
            }
            if answer.as_ref().is_err_and(is_of_the_line) {
                return Ok(Some(Next::Retry));
            }
            let now = self.ports.clock.now();
            cursor.state.looked.statuses = Some(now);
            let kept = cursor.clone();
            let changed = self
                .store
                .write(move |tx| {
                    let changed = match &answer {
                        Ok(labels) => refresh_statuses(tx, connection, labels, now)?,
                        Err(_) => false,
                    };
                    cursor::save(tx, connection, &kept, now)?;
                    Ok(changed)
                })
                .await?;
            if changed {
                self.events.changed(&[Topic::Connections, Topic::Appointments]);
            }
        }
        if is_due(cursor.state.looked.doctors, DOCTORS_EVERY, now)
            && let Some(doctors) = capabilities.doctors
        {
            let (list, ids) = (doctors.doctors().await, doctors.work_point_ids().await);
            if list.as_ref().is_err_and(is_of_the_line) {
                return Ok(Some(Next::Retry));
            }
            let now = self.ports.clock.now();
            cursor.state.looked.doctors = Some(now);
            let kept = cursor.clone();
            self.store
                .write(move |tx| {
                    if let Ok(list) = &list {
                        refresh_doctors(tx, connection, list)?;
                    }
                    refresh_work_points(tx, connection, &ids.unwrap_or_default())?;
                    cursor::save(tx, connection, &kept, now)
                })
                .await?;
        }
        if is_due(cursor.state.looked.prices, PRICES_EVERY, now)
            && let Some(invoicing) = capabilities.invoicing
        {
            let list = invoicing.prices().await;
            if list.as_ref().is_err_and(is_of_the_line) {
                return Ok(Some(Next::Retry));
            }
            let now = self.ports.clock.now();
            cursor.state.looked.prices = Some(now);
            let kept = cursor.clone();
            self.store
                .write(move |tx| {
                    if let Ok(list) = &list {
                        absorb_prices(tx, connection, list, now)?;
                    }
                    cursor::save(tx, connection, &kept, now)
                })
                .await?;
            self.events.changed(&[Topic::Money]);
        }
        Ok(None)
    }
}
