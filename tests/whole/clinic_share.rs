//! A clinic file on a share.

use std::time::Duration;

use frontdesk_desk::ErrorCode;
use frontdesk_desk::clinic::PartState;
use frontdesk_desk::connections::ConnectionEdit;

use crate::clinic::{confirm, exported, import, set, states};
use crate::desk::Place;

#[tokio::test(start_paused = true)]
async fn the_file_on_the_share_is_looked_at_and_only_what_needs_nobody_is_taken() {
    let first = Place::filled().await;
    confirm(&first, "2").await;
    let file = exported(&first).await;
    let second = Place::empty(60).await;
    second.desk.accounts().remove(second.connection.id).await.unwrap();
    import(&second, &file).await;
    let share = tempfile::tempdir().unwrap();
    let path = share.path().join("frontdesk.clinic");
    std::fs::write(&path, &file).unwrap();
    let id = first.connection.id;
    let stage = async |place: &Place, key: &str| {
        let table = place.desk.accounts().statuses(id).await.unwrap();
        table
            .labels
            .into_iter()
            .find(|label| label.key == key)
            .unwrap()
            .stage
    };
    let before = stage(&second, "1").await;
    assert!(before.is_some());
    set(&second, |settings| {
        settings.clinic_file = Some(path.to_string_lossy().into_owned());
    })
    .await;
    // Settings and meanings change, an account is renamed, and the file is laid there anew.
    tokio::time::sleep(Duration::from_secs(60)).await;
    confirm(&first, "1").await;
    set(&first, |settings| settings.sheet_days = 7).await;
    std::fs::write(&path, exported(&first).await).unwrap();
    second
        .while_running(tokio::time::sleep(Duration::from_secs(16 * 60)))
        .await;
    assert_eq!(stage(&second, "1").await, None, "what it means is taken over");
    assert_eq!(second.desk.settings().await.unwrap().sheet_days, 7);
    let seen = second.desk.clinic_share();
    assert!(
        seen.looked_at.is_some() && seen.problem.is_none() && seen.waiting.is_none(),
        "{seen:?}"
    );
    let edit = ConnectionEdit {
        id,
        name: "Clinica Nord".to_owned(),
        base_url: first.connection.base_url.clone(),
        details: first.connection.details.clone(),
        paths: first.connection.paths.clone(),
        secrets: std::collections::BTreeMap::new(),
    };
    first.desk.accounts().edit(&edit).await.unwrap();
    std::fs::write(&path, exported(&first).await).unwrap();
    second
        .while_running(tokio::time::sleep(Duration::from_secs(16 * 60)))
        .await;
    assert_eq!(
        second.desk.accounts().get(id).await.unwrap().name,
        "Clinica",
        "a manager is asked"
    );
    let waiting = second.desk.clinic_share().waiting.unwrap();
    assert_eq!(states(&waiting.parts)[0], PartState::Changed);
    let done = second.desk.accept_clinic_share().await.unwrap();
    assert!(done.done);
    assert_eq!(second.desk.accounts().get(id).await.unwrap().name, "Clinica Nord");
    assert_eq!(second.desk.clinic_share().waiting, None);
    let nothing = second.desk.accept_clinic_share().await.err().unwrap();
    assert_eq!(nothing.code, ErrorCode::NotFound);
    std::fs::remove_file(&path).unwrap();
    second.desk.look_at_clinic_share().await;
    assert_eq!(second.desk.clinic_share().problem, Some(ErrorCode::NotFound));
}
