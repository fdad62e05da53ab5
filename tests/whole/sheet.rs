//! The down-time sheet: what stands on it, and that it stays fresh by itself.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use frontdesk_desk::ErrorCode;
use frontdesk_desk::agenda::Stage;
use frontdesk_desk::connections::{ConnectionDraft, Vendor};
use frontdesk_desk::papers::{Country, Letterhead};
use frontdesk_desk::patients::FindPatients;
use frontdesk_desk::ports::documents_by;
use frontdesk_desk::sheet::SheetWay;
use frontdesk_documents::{Documents, Pdf};
use serde_json::Value;

use crate::desk::Place;

/// Makes papers that show their facts as they are.
#[derive(Default)]
pub struct Plain {
    /// The facts of the last one.
    pub facts: Mutex<Value>,
    /// The language of the last one.
    language: Mutex<String>,
    pub made: AtomicU32,
    broken: AtomicBool,
}

impl Plain {
    /// A desk whose papers these are, opened again with them.
    pub async fn at(place: &mut Place) -> Arc<Self> {
        let plain = Arc::new(Self::default());
        let by = plain.clone();
        place.ports.documents = documents_by(move |name, facts, language| {
            assert_eq!(name, "downtime-sheet");
            if by.broken.load(Ordering::SeqCst) {
                return Err("broken for a test");
            }
            by.made.fetch_add(1, Ordering::SeqCst);
            *by.facts.lock().unwrap() = facts.clone();
            *by.language.lock().unwrap() = language.to_owned();
            Ok(("Sheet 07:45".to_owned(), format!("%PDF- {facts}").into_bytes()))
        });
        place.reopen().await;
        plain
    }

    fn facts(&self) -> Value {
        self.facts.lock().unwrap().clone()
    }

    fn rows(&self, day: usize) -> Vec<Value> {
        self.facts()["days"][day]["rows"].as_array().unwrap().clone()
    }
}

fn made_at(facts: &Value) -> DateTime<Utc> {
    serde_json::from_value(facts["made_at"].clone()).unwrap()
}

#[tokio::test(start_paused = true)]
async fn it_shows_the_days_as_the_lists_do_and_nothing_that_they_hide() {
    let mut place = Place::filled().await;
    let plain = Plain::at(&mut place).await;
    let state = place.desk.sheet().make().await.unwrap();
    assert_eq!((state.days, state.pin_set, state.problem), (3, false, None));
    let facts = plain.facts();
    assert_eq!(facts["zone"], "Europe/Bucharest");
    assert_eq!(facts["connections"][0]["name"], "Clinica");
    assert_eq!(facts["connections"][0]["complete"], true);
    assert!(facts["connections"][0]["known"].as_u64().unwrap() > 0);
    assert_eq!(facts["connections"][0]["asked"], facts["connections"][0]["known"]);
    let dates: Vec<_> = (0..3).map(|day| facts["days"][day]["date"].clone()).collect();
    assert_eq!(dates, ["2026-11-23", "2026-11-24", "2026-11-25"]);
    let (today, rows) = (place.today().await, plain.rows(0));
    assert!(
        today.len() > 3 && today.len() == rows.len(),
        "{} {}",
        today.len(),
        rows.len()
    );
    for row in &today {
        let name = &row.patient.name;
        let on_sheet = rows.iter().find(|line| {
            let (family, first) = (
                line["family_name"].as_str().unwrap(),
                line["first_name"].as_str().unwrap(),
            );
            !family.is_empty()
                && !first.is_empty()
                && format!("{family} {first}") == *name
                && line["doctor"] == serde_json::json!(row.doctor)
        });
        let on_sheet = on_sheet.unwrap_or_else(|| panic!("{name} is not on the sheet"));
        assert_eq!(on_sheet["room"], serde_json::json!(row.room));
        assert_eq!(on_sheet["phone"], serde_json::json!(row.patient.phone));
        assert_eq!(on_sheet["birth_date"], serde_json::json!(row.patient.birth_date));
    }
    assert!(today.iter().any(|row| row.purpose.is_some()));
    assert!(rows.iter().all(|row| row["purpose"].is_null()));
    assert!(rows.iter().all(|row| row.get("national_id").is_none()));
    place.desk.sheet().prefer("ro", true);
    place.desk.sheet().make().await.unwrap();
    assert!(plain.rows(0).iter().any(|row| row["purpose"].is_string()));
    assert_eq!(*plain.language.lock().unwrap(), "ro");
}

#[tokio::test(start_paused = true)]
async fn what_is_over_today_comes_after_what_is_still_to_come() {
    let mut place = Place::filled().await;
    let plain = Plain::at(&mut place).await;
    let first = place.expected().await;
    let done = place
        .today()
        .await
        .iter()
        .flat_map(|row| row.statuses.clone())
        .find(|mark| mark.stage == Some(Stage::Done))
        .unwrap();
    place.tick(&first, &done.key, true).await;
    place.drain().await;
    place.desk.sheet().make().await.unwrap();
    let today = place.today().await;
    let over = today
        .iter()
        .filter(|row| matches!(row.stage, Stage::Done | Stage::Missed | Stage::Cancelled))
        .count();
    assert!(over > 0 && over < today.len(), "{over} of {}", today.len());
    let starts =
        |rows: &[Value]| -> Vec<String> { rows.iter().map(|row| row["start"].to_string()).collect() };
    let rows = plain.rows(0);
    let (coming, gone) = rows.split_at(rows.len() - over);
    for part in [starts(coming), starts(gone)] {
        assert!(part.is_sorted(), "{part:?}");
    }
    let names = |rows: &[Value]| -> Vec<String> {
        rows.iter()
            .map(|row| format!("{} {}", row["family_name"], row["first_name"]).replace('"', ""))
            .collect()
    };
    assert!(names(gone).contains(&first.patient.name));
}

#[tokio::test(start_paused = true)]
async fn it_speaks_as_the_clinics_own_people_do() {
    let mut place = Place::filled().await;
    let plain = Plain::at(&mut place).await;
    let made = async |place: &Place| {
        place.desk.sheet().make().await.unwrap();
        plain.language.lock().unwrap().clone()
    };
    place.desk.sheet().prefer("en", false);
    assert_eq!(made(&place).await, "en", "as the window does");
    let letterhead = |country| Letterhead {
        name: "Studio".to_owned(),
        country,
        ..Letterhead::default()
    };
    place.desk.set_letterhead(letterhead(Country::It)).await.unwrap();
    assert_eq!(made(&place).await, "it", "as the clinic's country does");
    let mut settings = place.desk.settings().await.unwrap();
    settings.sheet_language = Some("pt-BR".to_owned());
    place.desk.set_settings(settings.clone()).await.unwrap();
    assert_eq!(made(&place).await, "pt-BR", "as a manager has said");
    let asked = place.desk.sheet().paper(None, Some("uk")).await;
    assert!(asked.is_ok());
    assert_eq!(*plain.language.lock().unwrap(), "uk", "as asked this once");
    settings.sheet_language = Some("xx".to_owned());
    let error = place.desk.set_settings(settings).await.unwrap_err();
    assert_eq!(error.params.0["field"], "sheet_language");
    // It is made anew by itself where only its language is another.
    place.desk.set_letterhead(letterhead(Country::Ro)).await.unwrap();
    let mut settings = place.desk.settings().await.unwrap();
    settings.sheet_language = None;
    place.desk.set_settings(settings).await.unwrap();
    tokio::select! {
        () = place.desk.sheet().run() => unreachable!("it runs until it is dropped"),
        () = tokio::time::sleep(Duration::from_secs(60)) => {}
    }
    assert_eq!(*plain.language.lock().unwrap(), "ro");
}

#[tokio::test(start_paused = true)]
async fn what_is_not_sent_yet_stands_on_it_marked() {
    let mut place = Place::filled().await;
    let plain = Plain::at(&mut place).await;
    let row = place.expected().await;
    let key = row.statuses[0].key.clone();
    place.tick(&row, &key, true).await;
    place.desk.sheet().make().await.unwrap();
    assert_eq!(plain.facts()["unsent"], 1);
    let marked: Vec<_> = plain
        .rows(0)
        .into_iter()
        .filter(|row| row["unsent"] == true)
        .collect();
    assert_eq!(marked.len(), 1);
    assert_eq!(marked[0]["statuses"][0], serde_json::json!(row.statuses[0].name));
}

#[tokio::test(start_paused = true)]
async fn it_is_made_anew_when_something_changes_and_every_quarter_of_an_hour() {
    let mut place = Place::filled().await;
    let plain = Plain::at(&mut place).await;
    let begun = place.ports.clock.now();
    let wait = |minutes: u64| tokio::time::sleep(Duration::from_secs(minutes * 60));
    let keep = place.desk.sheet().run();
    tokio::pin!(keep);
    let mut run_for = async |minutes| {
        tokio::select! {
            () = &mut keep => unreachable!("it is kept fresh until the desk is dropped"),
            () = wait(minutes) => plain.made.load(Ordering::SeqCst),
        }
    };
    assert_eq!(run_for(1).await, 1);
    assert_eq!(run_for(12).await, 1, "nothing has changed");
    assert_eq!(run_for(4).await, 2, "it is older than a quarter of an hour");
    assert!(made_at(&plain.facts()) - begun >= TimeDelta::minutes(15));
    let row = place.expected().await;
    place.tick(&row, &row.statuses[0].key, true).await;
    assert_eq!(run_for(2).await, 3, "a tick stands on it");
    assert_eq!(run_for(3).await, 3);
}

#[tokio::test(start_paused = true)]
async fn a_line_that_is_down_is_said_and_the_sheet_is_made_all_the_same() {
    let mut place = Place::filled().await;
    let plain = Plain::at(&mut place).await;
    place.sandbox.faults().set_down(true);
    let query = FindPatients {
        text: "Popescu".to_owned(),
        limit: None,
    };
    let outcome = place.desk.find_at_vendor(query).await;
    assert_eq!(outcome.err().unwrap().code, ErrorCode::Offline);
    place.desk.sheet().make().await.unwrap();
    let facts = plain.facts();
    assert!(facts["connections"][0]["offline_since"].is_string(), "{facts}");
    assert!(!plain.rows(0).is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_list_that_may_lack_somebody_says_so() {
    let mut place = Place::empty(60).await;
    let plain = Plain::at(&mut place).await;
    place.desk.sheet().make().await.unwrap();
    assert_eq!(plain.facts()["connections"][0]["complete"], false);
}

#[tokio::test(start_paused = true)]
async fn video_visits_stand_among_the_others() {
    let mut place = Place::filled().await;
    let account = place.sandbox.accounts().videodoktor;
    place
        .connect(ConnectionDraft::of(
            Vendor::Videodoktor,
            "Video",
            &account.base_url,
            &[],
            &[("app_key", &account.app_key), ("key", &account.key)],
        ))
        .await;
    place.desk.refresh_video(Default::default()).await.unwrap();
    let plain = Plain::at(&mut place).await;
    place.desk.sheet().paper(Some(14), None).await.unwrap();
    let visits = place.desk.video_visits(Default::default()).await.unwrap();
    let shown: Vec<_> = (0..14)
        .flat_map(|day| plain.rows(day))
        .filter(|row| row["video"] == true)
        .collect();
    assert!(!shown.is_empty() && shown.len() <= visits.visits.len());
    for row in shown {
        assert!(
            visits
                .visits
                .iter()
                .any(|visit| row["family_name"] == visit.name.as_str())
        );
        assert_eq!(row["connection"], "Video");
    }
    assert_eq!(plain.facts()["connections"].as_array().unwrap().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_sheet_that_cannot_be_made_leaves_the_one_before_and_says_why() {
    let mut place = Place::filled().await;
    let plain = Plain::at(&mut place).await;
    let sheet = place.desk.sheet();
    let first = sheet.make().await.unwrap();
    tokio::time::sleep(Duration::from_secs(60)).await;
    plain.broken.store(true, Ordering::SeqCst);
    assert_eq!(sheet.make().await.unwrap_err().code, ErrorCode::Internal);
    let state = sheet.state().await.unwrap();
    assert_eq!(
        (state.made_at, state.problem),
        (first.made_at, Some(ErrorCode::Internal))
    );
    let paper = sheet.open(SheetWay::SignedIn).await.unwrap();
    assert_eq!(Some(paper.made_at), first.made_at);
    assert!(paper.bytes.starts_with(b"%PDF-"));
    // What a crash in the middle of writing leaves is no sheet.
    std::fs::write(place.folder().join("downtime.sheet.new"), b"Frontdesk down-time").unwrap();
    plain.broken.store(false, Ordering::SeqCst);
    let again = sheet.make().await.unwrap();
    assert!(again.made_at > first.made_at && again.problem.is_none());
}

#[tokio::test(start_paused = true)]
async fn nobody_asks_for_fifteen_days_or_none() {
    let mut place = Place::filled().await;
    let plain = Plain::at(&mut place).await;
    for days in [0, 15] {
        let refused = place.desk.sheet().paper(Some(days), None).await;
        assert_eq!(refused.err().unwrap().code, ErrorCode::InvalidField);
    }
    assert_eq!(plain.made.load(Ordering::SeqCst), 0);
}

/// The facts as the core tells them are those that the typesetter reads.
#[tokio::test(start_paused = true)]
async fn it_becomes_a_pdf() {
    let mut place = Place::filled().await;
    let documents = Documents::default();
    place.ports.documents = documents_by(move |name, facts, language| {
        documents.render(name, facts, language).map(Pdf::into_parts)
    });
    place.reopen().await;
    let paper = place.desk.sheet().paper(Some(2), Some("ro")).await.unwrap();
    assert_eq!(paper.title, "Listă de avarie 23 nov. 2026, 10:18");
    assert_eq!(paper.days, 2);
    assert!(paper.bytes.starts_with(b"%PDF-") && paper.bytes.len() > 10_000);
}
