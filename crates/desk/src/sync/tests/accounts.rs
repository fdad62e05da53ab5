//! Accounts, and what they call their statuses and work points.

use std::time::Duration;

use serde_json::json;

use super::freshness::number;
use super::world::World;
use crate::agenda::Stage;
use crate::connections::{StageChoice, WorkPoint};
use crate::error::ErrorCode;

#[test]
fn a_status_that_is_renamed_loses_its_meaning_and_has_to_be_confirmed_again() {
    let world = World::new(60, &json!({}));
    let desk = world.open();
    let id = world.connect(&desk);
    world.fill(&desk);
    let table = world.now_or(desk.accounts.statuses(id)).unwrap();
    assert!(!table.confirmed && table.labels.len() == 10 && table.checked_at.is_some());
    let meaning = |table: &crate::connections::StatusTable, key: &str| {
        table.labels.iter().find(|label| label.key == key).unwrap().stage
    };
    assert_eq!(meaning(&table, "1"), Some(Stage::Confirmed));
    assert_eq!(meaning(&table, "2"), Some(Stage::Arrived));
    let choices = table
        .labels
        .iter()
        .map(|label| StageChoice {
            key: label.key.clone(),
            stage: label.stage,
        })
        .collect();
    let table = world.now_or(desk.accounts.confirm_stages(id, choices)).unwrap();
    assert!(table.confirmed);
    world.colleague(
        "POST",
        "/admin/medsoft/statuses/2",
        &json!({ "name": "Trimis la radiografie" }),
    );
    world.read_for(&desk, Duration::from_secs(400));
    let table = world.now_or(desk.accounts.statuses(id)).unwrap();
    assert!(!table.confirmed);
    assert_eq!(meaning(&table, "2"), None);
    assert_eq!(
        meaning(&table, "1"),
        Some(Stage::Confirmed),
        "the others keep theirs"
    );
    let unknown = vec![StageChoice {
        key: "11".into(),
        stage: None,
    }];
    let error = world
        .now_or(desk.accounts.confirm_stages(id, unknown))
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::InvalidField);
}

#[test]
fn work_points_are_proposed_and_a_persons_word_stands() {
    let world = World::new(200, &json!({}));
    let desk = world.open();
    let id = world.connect(&desk);
    world.fill(&desk);
    let points = world.now_or(desk.accounts.work_points(id)).unwrap();
    assert_eq!(points.len(), 2);
    assert!(
        points
            .iter()
            .all(|point| point.vendor_id.is_some() && !point.confirmed)
    );
    assert!(!world.now_or(desk.accounts.get(id)).unwrap().work_points_confirmed);
    let wanted: Vec<WorkPoint> = points
        .iter()
        .map(|point| WorkPoint {
            vendor_id: Some("77".into()),
            ..point.clone()
        })
        .collect();
    let kept = world
        .now_or(desk.accounts.confirm_work_points(id, wanted))
        .unwrap();
    assert!(
        kept.iter()
            .all(|point| point.confirmed && point.vendor_id.as_deref() == Some("77"))
    );
    world.leap();
    world.read_for(&desk, Duration::from_secs(60));
    assert_eq!(world.now_or(desk.accounts.work_points(id)).unwrap(), kept);
}

#[test]
fn accounts_are_named_once_edited_and_removed_with_all_their_rows() {
    let world = World::new(60, &json!({}));
    let desk = world.open();
    let id = world.connect(&desk);
    world.fill(&desk);
    let again = crate::connections::ConnectionDraft {
        name: "CLINICA".into(),
        ..world.draft()
    };
    let error = world
        .now_or(desk.accounts.add(again, crate::connections::Pace::default()))
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::NameTaken);
    let draft = world.draft();
    let edited = world
        .now_or(desk.accounts.edit(&crate::connections::ConnectionEdit {
            id,
            name: "Sus".into(),
            base_url: draft.base_url,
            details: draft.details,
            paths: draft.paths,
            secrets: std::collections::BTreeMap::default(),
        }))
        .unwrap();
    assert_eq!(edited.name, "Sus");
    assert_eq!(world.now_or(desk.accounts.by_name("sus")).unwrap().id, id);
    world.now_or(desk.accounts.remove(id)).unwrap();
    for sql in [
        "SELECT count(*) FROM connections",
        "SELECT count(*) FROM persons",
        "SELECT count(*) FROM patient_records",
        "SELECT count(*) FROM appointments",
        "SELECT count(*) FROM statuses",
        "SELECT count(*) FROM search_documents",
        "SELECT count(*) FROM search_tokens",
        "SELECT count(*) FROM sync_cursors",
    ] {
        assert_eq!(number(&world, &desk, sql), 0, "{sql}");
    }
    let name = format!("connection/{id}/key");
    assert!(world.ports().secrets.get(&name).unwrap().is_none());
    world.read_for(&desk, Duration::from_secs(30));
}
