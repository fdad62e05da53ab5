//! The day at the desk: who is expected, who is here, and ticking them off.

mod caught_up;
mod day;
mod history;
mod model;
mod rows;
mod stages;

pub use model::{
    Accepted, AppointmentRow, Day, DayRequest, HistoryLine, MadeFrom, PatientBrief, SetStatus, Stage,
    StatusMark,
};

pub(crate) use caught_up::moment;
pub(crate) use day::{day, of_connection};
pub(crate) use history::history;
pub(crate) use rows::{Which, desk_zone, furthest_stage, rows, today};
