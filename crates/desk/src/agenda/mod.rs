//! The day at the desk: who is expected, who is here, and ticking them off.

mod model;

pub use model::{
    Accepted, AppointmentRow, Day, DayRequest, HistoryLine, MadeFrom, PatientBrief, SetStatus, Stage, StatusMark,
};
