//! Reading a practice that lists patients by pages and appointments by days.

use std::time::Duration;

use chrono::NaiveDate;
use frontdesk_desk::agenda::Stage;
use frontdesk_desk::connections::{Ability, ConnectionDraft, Vendor};
use frontdesk_desk::sync::{FillStrategy, SyncPhase};
use frontdesk_sandbox::{Fault, FaultKind};
use serde_json::json;

use crate::alfadocs::{account, dialects};
use crate::desk::Place;

const MINUTE: Duration = Duration::from_secs(60);

/// Every answer to an operation comes late.
fn slow(operation: &str) -> Fault {
    Fault {
        ms: 3_000,
        times: None,
        ..Fault::new(operation, FaultKind::Latency)
    }
}

#[tokio::test(start_paused = true)]
async fn everybody_is_found_and_today_is_the_practices_day() {
    for dialect in dialects() {
        let place = Place::practice(120, &dialect).await;
        place.fill().await;
        let state = place.reading().await;
        let everybody = place.practice_size().await;
        assert_eq!(
            (state.strategy, state.phase),
            (Some(FillStrategy::Pages), SyncPhase::Fresh)
        );
        assert_eq!(
            (state.patients_known, state.patients_checked, state.percent),
            (everybody, everybody, 100),
            "{dialect}"
        );
        let visits = place.visits().await;
        assert!(visits.len() > 10, "{}", visits.len());
        assert_eq!(place.shown().await, visits, "{dialect}");
        let rows = place.today().await;
        assert!(rows.iter().all(|row| row.exclusive && !row.foreign));
        assert!(
            rows.iter()
                .any(|row| row.doctor.as_deref() == Some("Beatrice Larcher")
                    && row.room.as_deref() == Some("Poltrona 1"))
        );
        for stage in [
            Stage::Done,
            Stage::WithDoctor,
            Stage::Arrived,
            Stage::Confirmed,
            Stage::Expected,
        ] {
            assert!(rows.iter().any(|row| row.stage == stage), "{stage:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_needs_a_persons_word_before_it_works() {
    let place = Place::filled_practice(&json!({})).await;
    let connection = place.desk.accounts().get(place.connection.id).await.unwrap();
    assert!(connection.stages_confirmed);
    let table = place.desk.accounts().statuses(connection.id).await.unwrap();
    assert!(table.exclusive && table.labels.len() == 6);
    assert!(table.labels.iter().all(|label| label.stage.is_some()));
}

#[tokio::test(start_paused = true)]
async fn today_is_there_before_everybody_is() {
    let place = Place::practice(200, &json!({ "page_limit": "twenty" })).await;
    place.sandbox.set_fault(slow("alfadocs/patients"));
    place.run(Duration::from_secs(10)).await;
    let state = place.reading().await;
    assert!(!state.complete && state.phase == SyncPhase::Patients, "{state:?}");
    assert_eq!(state.patients_expected, Some(place.practice_size().await));
    assert_eq!(place.shown().await, place.visits().await);
    let made_from = place.desk.day(Default::default()).await.unwrap().made_from;
    assert!(made_from.fill_complete, "the whole day was read: {made_from:?}");
    assert_eq!(made_from.checked, made_from.known);
    assert!(made_from.last_full_round.is_some());
    // Of another day nothing is known yet.
    let date: NaiveDate = "2026-12-10".parse().unwrap();
    let other = place
        .desk
        .day(frontdesk_desk::agenda::DayRequest { date: Some(date) })
        .await
        .unwrap();
    assert!(!other.made_from.fill_complete && other.rows.is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_restart_in_the_middle_goes_on_at_the_next_page() {
    let mut place = Place::practice(200, &json!({ "page_limit": "twenty" })).await;
    place.sandbox.set_fault(slow("alfadocs/patients"));
    place.run(Duration::from_secs(16)).await;
    let known = place.reading().await.patients_known;
    let turned = place.practice_asked("patients", true);
    assert!(turned >= 3, "{turned}");
    place.reopen().await;
    assert_eq!(place.reading().await.patients_known, known);
    place.fill().await;
    let everybody = place.practice_size().await;
    assert_eq!(place.reading().await.patients_known, everybody);
    let pages = usize::try_from(everybody.div_ceil(20)).unwrap();
    // One page may have been under way, and one question counted them here.
    assert!(place.practice_asked("patients", true) <= pages + 2);
}

#[tokio::test(start_paused = true)]
async fn a_pause_stops_the_pages_and_not_what_a_person_opens() {
    let place = Place::practice(200, &json!({ "page_limit": "twenty" })).await;
    place.sandbox.set_fault(slow("alfadocs/patients"));
    place.run(Duration::from_secs(10)).await;
    place.desk.sync().pause(place.connection.id).await.unwrap();
    place.run(Duration::from_secs(5)).await;
    let asked = place.practice_asked("patients", false);
    place.run(10 * MINUTE).await;
    assert_eq!(place.practice_asked("patients", false), asked);
    assert_eq!(place.reading().await.phase, SyncPhase::Paused);
    let row = place.today().await.remove(0);
    place.desk.refresh_patient(row.patient.id).await.unwrap();
    place.desk.sync().resume(place.connection.id).await.unwrap();
    place.fill().await;
}

#[tokio::test(start_paused = true)]
async fn what_colleagues_do_shows_within_a_minute_or_so() {
    for dialect in dialects() {
        let place = Place::filled_practice(&dialect).await;
        let mut rows = place.today().await;
        let (deleted, moved, marked) = (rows.remove(0), rows.remove(0), rows.remove(0));
        let id = |row: &frontdesk_desk::agenda::AppointmentRow| row.vendor_id.clone().unwrap();
        place
            .colleague_deletes(&format!("appointments/{}", id(&deleted)))
            .await;
        place
            .colleague(
                &format!("appointments/{}", id(&moved)),
                json!({ "date": "2026-11-27 09:00:00" }),
            )
            .await;
        place
            .colleague(
                &format!("appointments/{}", id(&marked)),
                json!({ "state": "in_care" }),
            )
            .await;
        let newcomer = place
            .colleague(
                "patients",
                json!({ "firstName": "Zita", "lastName": "Quinternetto" }),
            )
            .await;
        place
            .colleague(
                "appointments",
                json!({ "date": "2026-11-23 18:00:00", "patientId": newcomer["fields"]["id"], "colorId": 85661,
                    "operatorId": 301, "state": "confirmed" }),
            )
            .await;
        place.run(MINUTE).await;
        assert_eq!(place.shown().await, place.visits().await, "{dialect}");
        assert!(
            place
                .today()
                .await
                .iter()
                .any(|row| row.patient.name == "Quinternetto Zita")
        );
        let marked = place.row(marked.id).await;
        assert_eq!(marked.stage, Stage::WithDoctor);
        // The one that was moved is back on its new day, as the same appointment.
        place.run(6 * MINUTE).await;
        let page = place.desk.page(moved.patient.id).await.unwrap();
        let moved = page
            .appointments
            .rows
            .iter()
            .find(|row| row.id == moved.id)
            .unwrap();
        assert_eq!(moved.date.to_string(), "2026-11-27");
    }
}

#[tokio::test(start_paused = true)]
async fn a_patient_who_is_deleted_is_marked_and_one_who_is_changed_is_brought_up_to_date() {
    for dialect in dialects() {
        let place = Place::filled_practice(&dialect).await;
        let known = place.reading().await.patients_known;
        let rows = place.today().await;
        let (deleted, changed) = (&rows[0].patient, rows.iter().map(|row| &row.patient));
        let changed = changed.clone().find(|patient| patient.id != deleted.id).unwrap();
        let path = |patient: &frontdesk_desk::agenda::PatientBrief| {
            format!("patients/{}", patient.vendor_id.clone().unwrap())
        };
        place.colleague(&path(deleted), json!({ "deleted": true })).await;
        place
            .colleague(&path(changed), json!({ "lastName": "Quinternetto" }))
            .await;
        place.run(25 * MINUTE).await;
        let page = place.desk.page(deleted.id).await.unwrap();
        assert!(page.patient.gone && page.records[0].gone, "{dialect}");
        assert!(
            !page.appointments.rows.is_empty(),
            "what stands in the agenda is still shown"
        );
        assert_eq!(place.find("quinternetto").await.len(), 1, "{dialect}");
        assert_eq!(place.reading().await.patients_known, known - 1);
        let page = place.desk.page(changed.id).await.unwrap();
        assert!(!page.patient.gone);
    }
}

#[tokio::test(start_paused = true)]
async fn a_line_that_breaks_in_the_first_fill_loses_nobody() {
    for kind in [
        FaultKind::DropBefore,
        FaultKind::Broken,
        FaultKind::Html,
        FaultKind::TooMany,
        FaultKind::BrokenJson,
    ] {
        let place = Place::practice(60, &json!({ "page_limit": "twenty" })).await;
        for operation in ["alfadocs/patients", "alfadocs/appointments", "alfadocs/patient"] {
            place.sandbox.set_fault(Fault {
                after: 2,
                times: Some(3),
                ..Fault::new(operation, kind)
            });
        }
        place.run(5 * MINUTE).await;
        let state = place.reading().await;
        assert!(state.complete, "{kind:?}: {state:?}");
        assert_eq!(state.patients_known, place.practice_size().await, "{kind:?}");
        assert_eq!(place.shown().await, place.visits().await, "{kind:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_desk_that_reads_is_polite() {
    let place = Place::filled_practice(&json!({})).await;
    let before: u64 = place
        .sandbox
        .log(frontdesk_sandbox::Vendor::Alfadocs)
        .counts()
        .values()
        .sum();
    place.run(60 * MINUTE).await;
    let after: u64 = place
        .sandbox
        .log(frontdesk_sandbox::Vendor::Alfadocs)
        .counts()
        .values()
        .sum();
    assert!(after - before < 60 * 10, "{} requests in an hour", after - before);
}

#[tokio::test(start_paused = true)]
async fn a_connection_without_patients_is_not_read() {
    let place = Place::filled_practice(&json!({})).await;
    let account = place.sandbox.accounts().videodoktor;
    let video = place
        .connect(ConnectionDraft::of(
            Vendor::Videodoktor,
            "Video",
            &account.base_url,
            &[],
            &[("key", &account.key), ("app_key", &account.app_key)],
        ))
        .await;
    assert!(!video.can.contains(&Ability::Patients));
    place.run(5 * MINUTE).await;
    let states = place.desk.sync().states().await.unwrap();
    assert_eq!(states.len(), 1);
    assert_eq!(states[0].connection, place.connection.id);
    place.desk.sync().pass(video.id).await.unwrap();
    assert!(
        place
            .desk
            .sync()
            .until_done(&[video.id])
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        place
            .desk
            .day(Default::default())
            .await
            .unwrap()
            .made_from
            .fill_complete
    );
}

#[tokio::test(start_paused = true)]
async fn today_is_each_clinics_own_day() {
    let place = Place::filled().await;
    let draft = account(&place.sandbox, &place.sandbox.accounts(), &json!({}));
    let studio = place.connect(draft).await;
    place.fill().await;
    let morning = place.desk.day(Default::default()).await.unwrap();
    assert_eq!(
        (morning.date.to_string().as_str(), morning.zone.as_str()),
        ("2026-11-23", "Europe/Bucharest")
    );
    assert!(morning.made_from.fill_complete);
    for connection in [studio.id, place.connection.id] {
        assert!(morning.rows.iter().any(|row| row.connection == connection));
    }
    let known = morning
        .rows
        .iter()
        .find(|row| row.connection == place.connection.id)
        .unwrap();
    let code: u64 = known.patient.vendor_id.clone().unwrap().parse().unwrap();
    let tomorrow = json!({ "patient": code, "date": "2026-11-24", "start": "09:00", "end": "09:30" });
    place
        .at_vendor("POST", "/admin/medsoft/appointments", Some(tomorrow))
        .await;
    place.desk.refresh_patient(known.patient.id).await.unwrap();
    // Half past eleven in Rome is half past midnight in Bucharest.
    tokio::time::sleep(Duration::from_secs(14 * 3_600 + 12 * 60)).await;
    let night = place.desk.day(Default::default()).await.unwrap();
    assert_eq!(night.date.to_string(), "2026-11-24");
    let mut dates: Vec<_> = night
        .rows
        .iter()
        .map(|row| (row.connection == studio.id, row.date.to_string()))
        .collect();
    dates.sort();
    dates.dedup();
    assert_eq!(
        dates,
        [(false, "2026-11-24".to_owned()), (true, "2026-11-23".to_owned())]
    );
    assert!(night.rows.windows(2).all(|pair| pair[0].start <= pair[1].start));
}

#[tokio::test(start_paused = true)]
async fn the_same_name_at_two_vendors_is_two_persons() {
    let place = Place::filled_practice(&json!({})).await;
    let row = place.today().await.remove(0);
    let account = place.sandbox.accounts().medsoft;
    let (last, first) = row.patient.name.rsplit_once(' ').unwrap();
    place
        .at_vendor(
            "POST",
            "/admin/medsoft/patients",
            Some(json!({ "last": last, "first": first })),
        )
        .await;
    place
        .connect(ConnectionDraft::of(
            Vendor::Medsoft,
            "Clinica",
            &account.base_url,
            &[("client_path", &account.client_path)],
            &[("key", &account.key)],
        ))
        .await;
    place.fill().await;
    let hits = place.find(&row.patient.name).await;
    assert_eq!(hits.len(), 2, "{hits:?}");
    assert!(hits.iter().all(|hit| hit.sources.len() == 1));
}
