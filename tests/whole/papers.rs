//! The letterhead is the clinic's: every desk takes over what was set last.

use frontdesk_desk::clinic::{ClinicPart, PartState};
use frontdesk_desk::papers::{Country, Letterhead};

use crate::clinic::{exported, import};
use crate::desk::Place;

fn letterhead(name: &str) -> Letterhead {
    Letterhead {
        name: name.to_owned(),
        address: vec!["Str. Lungă 1".to_owned()],
        country: Country::Ro,
        ..Letterhead::default()
    }
}

/// What the letterhead of a file is to a desk; `None`: the file holds none.
fn state(parts: &[ClinicPart]) -> Option<PartState> {
    parts.iter().find_map(|part| match part {
        ClinicPart::Letterhead { state } => Some(*state),
        _ => None,
    })
}

async fn named(place: &Place) -> String {
    place.desk.letterhead().await.unwrap().letterhead.name
}

#[tokio::test(start_paused = true)]
async fn the_letterhead_that_was_set_last_holds_at_every_desk() {
    let (first, second) = (Place::empty(5).await, Place::empty(5).await);
    assert_eq!(state(&import(&second, &exported(&first).await).await), None);
    first.desk.set_letterhead(letterhead("Clinica")).await.unwrap();
    let file = exported(&first).await;
    assert_eq!(state(&import(&second, &file).await), Some(PartState::New));
    assert_eq!(named(&second).await, "Clinica");
    assert_eq!(state(&import(&second, &file).await), Some(PartState::Same));
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    second
        .desk
        .set_letterhead(letterhead("Clinica Nouă"))
        .await
        .unwrap();
    assert_eq!(state(&import(&second, &file).await), Some(PartState::NewerHere));
    assert_eq!(named(&second).await, "Clinica Nouă");
    let newer = exported(&second).await;
    assert_eq!(state(&import(&first, &newer).await), Some(PartState::Changed));
    assert_eq!(named(&first).await, "Clinica Nouă");
}
