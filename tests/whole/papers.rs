//! Letterhead and templates are the clinic's: every desk takes over what was set last.

use std::time::Duration;

use frontdesk_basics::{NotMade, Private};
use frontdesk_desk::bills::LiabilityRule;
use frontdesk_desk::clinic::{ClinicPart, OpenedClinic, PartState};
use frontdesk_desk::papers::{Country, DocumentName, Letterhead, SetTemplate};
use frontdesk_desk::ports::documents_with;
use serde_json::json;

use crate::clinic::{PASSPHRASE, exported, import};
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
    tokio::time::sleep(Duration::from_secs(1)).await;
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

/// A desk whose typesetter knows the words of templates up to an age.
async fn typesetting(age: u32) -> Place {
    let mut place = Place::empty(5).await;
    place.ports.documents = documents_with(move |name, _, _, template| match template {
        Some(text) if (age + 1..9).any(|later| text.contains(&format!("#word-{later}"))) => {
            Err(NotMade::Template {
                line: 7,
                message: Private::new("unknown variable".to_owned()),
            })
        }
        _ => Ok((name.to_owned(), b"%PDF-".to_vec())),
    });
    place.reopen().await;
    place
}

async fn set(place: &Place, document: DocumentName, text: Option<&str>) {
    let template = text.map(str::to_owned);
    place
        .desk
        .set_template(SetTemplate { document, template })
        .await
        .unwrap();
    tokio::time::sleep(Duration::from_secs(1)).await;
}

/// What the templates of a file are to a desk, with what is wrong with them.
fn templates(parts: &[ClinicPart]) -> Vec<(DocumentName, PartState, Option<u32>)> {
    let mut all = Vec::new();
    for part in parts {
        if let ClinicPart::Template {
            document,
            state,
            refused,
        } = part
        {
            all.push((*document, *state, refused.as_ref().map(|problem| problem.line)));
        }
    }
    all
}

async fn own(place: &Place) -> Vec<DocumentName> {
    let all = place.desk.letterhead().await.unwrap().templates;
    all.into_iter().map(|template| template.document).collect()
}

#[tokio::test(start_paused = true)]
async fn own_templates_travel_and_the_one_that_was_set_last_holds() {
    use DocumentName::{Invoice, Receipt, Slip};
    let (first, second) = (typesetting(3).await, typesetting(2).await);
    set(&first, Invoice, Some("= Our invoice #word-2")).await;
    set(&first, Slip, Some("= Our slip #word-3")).await;
    let file = exported(&first).await;
    // What cannot be used there is told with its line, and nothing is there in its place.
    let look = OpenedClinic::of(&second.ports, file.clone(), PASSPHRASE.to_owned())
        .await
        .unwrap();
    let brought = [(Invoice, PartState::New, None), (Slip, PartState::New, Some(7))];
    let preview = second.desk.preview_clinic(&look).await.unwrap();
    assert_eq!(templates(&preview.parts), brought);
    assert_eq!(own(&second).await, [], "only a look");
    assert_eq!(templates(&import(&second, &file).await), brought);
    assert_eq!(own(&second).await, [Invoice]);
    assert_eq!(
        templates(&import(&second, &file).await)[0],
        (Invoice, PartState::Same, None)
    );
    // A refused one leaves the older one that is there.
    set(&second, Slip, Some("= Another slip")).await;
    set(&second, Receipt, Some("= A receipt")).await;
    set(&first, Slip, Some("= A newer slip #word-3")).await;
    let newer = exported(&first).await;
    assert_eq!(
        templates(&import(&second, &newer).await)[1],
        (Slip, PartState::Changed, Some(7))
    );
    assert_eq!(own(&second).await, [Invoice, Receipt, Slip]);
    // The built-in one again is a wish too: it wins over what was set before it, and not over what comes after.
    set(&second, Invoice, None).await;
    let back = exported(&second).await;
    let parts = templates(&import(&first, &back).await);
    assert_eq!(
        parts,
        [
            (Invoice, PartState::Changed, None),
            (Receipt, PartState::New, None),
            (Slip, PartState::NewerHere, None)
        ]
    );
    assert_eq!(own(&first).await, [Receipt, Slip]);
    set(&first, Invoice, Some("= Our invoice once more")).await;
    assert_eq!(
        templates(&import(&first, &back).await)[0],
        (Invoice, PartState::NewerHere, None)
    );
}

#[tokio::test(start_paused = true)]
async fn a_refused_template_of_the_file_on_the_share_keeps_nobody_waiting() {
    let (first, second) = (typesetting(3).await, typesetting(2).await);
    // What is for a manager to take is there already.
    import(&second, &exported(&first).await).await;
    set(&first, DocumentName::Invoice, Some("= Our invoice")).await;
    set(&first, DocumentName::Slip, Some("= Our slip #word-3")).await;
    let share = tempfile::tempdir().unwrap();
    let path = share.path().join("frontdesk.clinic");
    std::fs::write(&path, exported(&first).await).unwrap();
    let mut settings = second.desk.settings().await.unwrap();
    settings.clinic_file = Some(path.to_string_lossy().into_owned());
    second.desk.set_settings(settings).await.unwrap();
    second.desk.look_at_clinic_share().await;
    let seen = second.desk.clinic_share();
    assert!(seen.problem.is_none() && seen.waiting.is_none(), "{seen:?}");
    assert_eq!(own(&second).await, [DocumentName::Invoice]);
}

#[tokio::test(start_paused = true)]
async fn who_removes_liabilities_is_said_once_for_all_desks() {
    let first = Place::small_practice(&json!({})).await;
    let second = Place::small_practice(&json!({})).await;
    let (here, there) = (first.new_bill(json!({})).await, second.new_bill(json!({})).await);
    let rule = async |place: &Place, bill| place.desk.bill(bill).await.unwrap().liability_rule;
    first.rule(LiabilityRule::Desk).await;
    import(&second, &exported(&first).await).await;
    assert_eq!(rule(&second, there.bill.id).await, LiabilityRule::Desk);
    // What was said last holds, also that nobody knows any more; a file that is older changes nothing.
    let older = exported(&first).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    second.rule(LiabilityRule::Unknown).await;
    import(&second, &older).await;
    assert_eq!(rule(&second, there.bill.id).await, LiabilityRule::Unknown);
    import(&first, &exported(&second).await).await;
    assert_eq!(rule(&first, here.bill.id).await, LiabilityRule::Unknown);
}
