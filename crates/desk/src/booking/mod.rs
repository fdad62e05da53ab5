//! Booking appointments: what can be chosen, what is in the way, and the booking itself.

mod clashes;
mod form;
mod job;
mod model;

use clashes::clashes;
pub(crate) use clashes::reckoned_end;
pub use model::{
    AppointmentForm, BookAppointment, Booked, BookingAccount, BookingChoice, BookingForm, BookingReason,
    Clash, ClashOf, FreeTimes, FreeTimesRequest,
};
