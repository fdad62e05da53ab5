//! Booking appointments.

use frontdesk_desk::booking::{BookAppointment, Booked, BookingForm, Clash, FreeTimes, FreeTimesRequest};

use super::{Answer, hold};
use crate::app::App;
use crate::wire::ById;

pub(crate) async fn booking_form(app: &App, by: ById) -> Answer<BookingForm> {
    app.desk()?.booking_form(by.id).await
}

pub(crate) async fn booking_times(app: &App, request: FreeTimesRequest) -> Answer<FreeTimes> {
    app.desk()?.free_times(request).await
}

pub(crate) async fn booking_clashes(app: &App, request: BookAppointment) -> Answer<Vec<Clash>> {
    app.desk()?.booking_clashes(request).await
}

pub(crate) async fn appointment_book(app: &App, request: BookAppointment) -> Answer<Booked> {
    app.desk()?.book_appointment(request, hold(app)).await
}
