//! Booking appointments: what can be chosen, what is in the way, and the booking itself.

mod change;
mod clashes;
mod form;
mod job;
mod model;
mod offer;

pub(crate) use change::rebooked;
pub(crate) use clashes::reckoned_end;
pub(crate) use form::{acceptable, tidied};
pub use model::{
    AppointmentForm, BookAppointment, Booked, BookingAccount, BookingChoice, BookingForm, BookingReason,
    Clash, ClashOf, FreeTimes, FreeTimesRequest,
};
