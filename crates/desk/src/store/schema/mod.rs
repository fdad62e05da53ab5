//! The tables, one module a table. Columns are documented in the SQL itself, so that the text that makes
//! a table is also the text that explains it.
//!
//! Ids of our own are UUIDs as text; instants are whole milliseconds since 1970 (UTC); dates and times of
//! the clinic are civil text (`2026-02-03`, `09:30:00`); booleans are 0 or 1; amounts are exact decimals as
//! text. `extra` keeps, as a JSON object, what a vendor answered beyond what we know.

pub(crate) mod access_log;
pub(crate) mod appointments;
pub(crate) mod bookings;
pub(crate) mod connections;
pub(crate) mod contract_requests;
pub(crate) mod doctors;
pub(crate) mod erased;
pub(crate) mod facets;
pub(crate) mod laboratory;
pub(crate) mod papers;
pub(crate) mod patients;
pub(crate) mod search;
pub(crate) mod settings;
pub(crate) mod statuses;
pub(crate) mod sync_cursors;
pub(crate) mod users;
pub(crate) mod video_visits;
pub(crate) mod work_points;
