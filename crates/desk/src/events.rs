//! What the core tells whoever listens: the window, the command line, a test.

use tokio::sync::broadcast;

use crate::lab::UploadProgress;
use crate::outbox::Settled;
use crate::sync::SyncState;

/// What a change touches; reads that show it are stale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Topic {
    /// Patients and their details.
    Patients,
    /// Appointments and their statuses.
    Appointments,
    /// Accounts, their statuses and work points.
    Connections,
    /// The outbox.
    Unsent,
    /// The progress of reading.
    Sync,
    /// This desk's preferences.
    Preferences,
    /// Video visits.
    Video,
    /// Laboratory orders and reports.
    Laboratory,
    /// Contract requests.
    Contracts,
    /// Invoices, bills, takings, cash-ups.
    Money,
    /// Papers kept here.
    Papers,
    /// Who is signed in, who may, and what they may.
    Session,
    /// Settings of the desk, its keys, the down-time sheet.
    Desk,
    /// Another desk was opened.
    Everything,
}

/// One piece of news.
#[derive(Debug, Clone)]
pub enum DeskEvent {
    /// Something changed in the store.
    Changed(Vec<Topic>),
    /// Reading of one connection goes on.
    Sync(SyncState),
    /// An action ended, or needs a person.
    Settled(Settled),
    /// A file is on its way to a vendor.
    Upload(UploadProgress),
}

/// Sends news to all listeners; nobody listening is fine.
#[derive(Clone)]
pub struct Events(broadcast::Sender<DeskEvent>);

impl Default for Events {
    fn default() -> Self {
        // A listener that falls this far behind is told so by the channel and re-reads everything.
        Self(broadcast::channel(256).0)
    }
}

impl Events {
    /// Listens from now on.
    #[must_use]
    pub fn subscribe(&self) -> broadcast::Receiver<DeskEvent> {
        self.0.subscribe()
    }

    /// Tells that something changed.
    pub fn changed(&self, topics: &[Topic]) {
        self.tell(DeskEvent::Changed(topics.to_vec()));
    }

    /// Tells one piece of news.
    pub fn tell(&self, event: DeskEvent) {
        // An error only means that nobody listens.
        let _ = self.0.send(event);
    }
}
