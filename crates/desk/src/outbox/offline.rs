//! What may wait for a line, in one place (design, "what may wait offline").

use super::ActionKind;

/// What becomes of an action while the vendor cannot be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offline {
    /// It waits and goes out by itself: it means the same later, and the vendor can be asked about it.
    Waits,
    /// It stands in the list, marked as not booked; a person sends it once the line is back.
    Pencilled,
    /// It is prepared; a person sends it on a live line and sees what comes of it.
    NeedsLiveLine,
}

/// The table.
#[must_use]
pub fn offline(kind: ActionKind) -> Offline {
    match kind {
        ActionKind::SetStatus
        | ActionKind::CreatePatient
        | ActionKind::UpdatePatient
        // A repeat makes a newer version of the same report.
        | ActionKind::UploadReport => Offline::Waits,
        // By then the time may be taken, and the vendor writes to the patient at once.
        ActionKind::BookVideo | ActionKind::BookAppointment => Offline::Pencilled,
        // A form is signed while the patient stands there; a removal writes to the patient; nobody can be asked
        // about a laboratory order.
        ActionKind::GdprForm
        | ActionKind::RemoveVideo
        | ActionKind::SendLab
        // Money, and what follows it, is sent with the person watching.
        | ActionKind::InvoiceServices
        | ActionKind::InvoicePayment
        | ActionKind::InvoiceIssue
        | ActionKind::PayBill
        | ActionKind::RemoveLiability => Offline::NeedsLiveLine,
        // The vendor's list shows it again by its name.
        ActionKind::FileDocument => Offline::Waits,
    }
}

/// Whether it goes out by itself, with nobody watching.
pub(crate) fn waits(kind: ActionKind) -> bool {
    offline(kind) == Offline::Waits
}
