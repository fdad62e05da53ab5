//! News of the core, in the words of the wire.

use frontdesk_desk::{DeskEvent, Topic};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use crate::wire::{Event, Tag};

/// A listener for one window.
pub struct Listener(Receiver<DeskEvent>);

impl Listener {
    pub(crate) fn new(receiver: Receiver<DeskEvent>) -> Self {
        Self(receiver)
    }

    /// The next piece of news; `None` when the application has ended. A listener that fell behind is told
    /// to re-read everything.
    pub async fn next(&mut self) -> Option<Event> {
        match self.0.recv().await {
            Ok(event) => Some(wire(event)),
            Err(RecvError::Lagged(_)) => Some(Event::Changed {
                tags: vec![Tag::Everything],
            }),
            Err(RecvError::Closed) => None,
        }
    }
}

fn wire(event: DeskEvent) -> Event {
    match event {
        DeskEvent::Changed(topics) => Event::Changed {
            tags: topics.into_iter().map(tag).collect(),
        },
        DeskEvent::Sync(state) => Event::Sync { state },
        DeskEvent::Settled(settled) => Event::Settled { settled },
        DeskEvent::Upload(progress) => Event::Upload { progress },
    }
}

/// What a topic of the core is called on the wire.
#[must_use]
pub fn tag(topic: Topic) -> Tag {
    match topic {
        Topic::Patients => Tag::Patients,
        Topic::Appointments => Tag::Appointments,
        Topic::Connections => Tag::Connections,
        Topic::Unsent => Tag::Unsent,
        Topic::Sync => Tag::Sync,
        Topic::Preferences => Tag::Preferences,
        Topic::Video => Tag::Video,
        Topic::Laboratory => Tag::Laboratory,
        Topic::Contracts => Tag::Contracts,
        Topic::Money => Tag::Money,
        Topic::Papers => Tag::Papers,
        Topic::Session => Tag::Session,
        Topic::Desk => Tag::Desk,
        Topic::Everything => Tag::Everything,
    }
}
