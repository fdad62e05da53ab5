//! The kept sheet: nothing of it can be read from the disk, and at the desk the PIN opens it when the store does not.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use frontdesk_commands::system::MemorySecrets;
use frontdesk_desk::ErrorCode;
use frontdesk_desk::ports::Ports;
use frontdesk_desk::sheet::{KeptSheet, SheetWay};

use crate::canary::Logged;
use crate::desk::Place;
use crate::sheet::Plain;

const PIN: &str = "402915";

async fn with_pin() -> (Place, Arc<Plain>) {
    let mut place = Place::filled().await;
    let plain = Plain::at(&mut place).await;
    let state = place.desk.sheet().set_pin(PIN).await.unwrap();
    assert!(state.pin_set && state.made_at.is_some());
    (place, plain)
}

fn kept(place: &Place, ports: &Ports) -> KeptSheet {
    KeptSheet::in_dir(&place.folder(), ports)
}

async fn refusal(kept: &KeptSheet, pin: &str) -> (ErrorCode, Option<String>) {
    let error = kept.open_by_pin(pin.to_owned()).await.err().unwrap();
    let said = error.params.0.get("left").or(error.params.0.get("seconds"));
    (error.code, said.cloned())
}

fn files_of(dir: &Path) -> Vec<Vec<u8>> {
    let files = std::fs::read_dir(dir).unwrap();
    files
        .map(|file| std::fs::read(file.unwrap().path()).unwrap())
        .collect()
}

#[tokio::test(start_paused = true)]
async fn the_pin_opens_it_though_the_store_is_damaged() {
    let (place, _) = with_pin().await;
    let name = place.today().await[0].patient.name.clone();
    let family = name.split(' ').next().unwrap();
    std::fs::write(place.folder().join("store.db"), b"no store any more").unwrap();
    std::fs::remove_file(place.folder().join("store.key")).unwrap();
    let kept = kept(&place, &place.ports);
    let state = kept.state().await.unwrap();
    assert!(state.pin_set && state.days == 3);
    let paper = kept.open_by_pin(PIN.to_owned()).await.unwrap();
    assert_eq!(paper.title, "Sheet 07:45");
    let text = String::from_utf8(paper.bytes).unwrap();
    assert!(text.starts_with("%PDF-") && text.contains(family));
}

#[tokio::test(start_paused = true)]
async fn nothing_of_it_is_in_the_clear_in_any_file_or_in_the_log() {
    let log = Logged::everything();
    let (place, _) = with_pin().await;
    let sheet = place.desk.sheet();
    sheet.open(SheetWay::SignedIn).await.unwrap();
    sheet.open_by_pin(PIN.to_owned()).await.unwrap();
    let _ = sheet.open_by_pin("999111".to_owned()).await;
    let names: Vec<String> = place
        .today()
        .await
        .iter()
        .map(|row| row.patient.name.clone())
        .collect();
    let family: Vec<&str> = names.iter().map(|name| name.split(' ').next().unwrap()).collect();
    let files = files_of(&place.folder());
    assert!(
        files
            .iter()
            .any(|bytes| bytes.starts_with(b"Frontdesk down-time sheet"))
    );
    for secret in family
        .iter()
        .copied()
        .chain(["%PDF-", PIN, "999111", "family_name"])
    {
        let found = files.iter().any(|bytes| {
            bytes
                .windows(secret.len())
                .any(|window| window == secret.as_bytes())
        });
        assert!(!found, "{secret}");
    }
    log.holds_none_of(&[PIN, "999111", family[0]]);
}

#[tokio::test(start_paused = true)]
async fn a_copy_of_the_disk_opens_nowhere_else_even_with_the_pin() {
    let (place, _) = with_pin().await;
    let elsewhere = Ports {
        secrets: Arc::new(MemorySecrets::default()),
        ..place.ports.clone()
    };
    // Nobody could tell whether the PIN was right, so none of them was a wrong one.
    for _ in 0..4 {
        assert_eq!(
            refusal(&kept(&place, &elsewhere), PIN).await.0,
            ErrorCode::KeyMissing
        );
    }
    let here = kept(&place, &place.ports);
    assert_eq!(here.state().await.unwrap().wait_until, None);
    here.open_by_pin(PIN.to_owned()).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn wrong_pins_are_paused_also_after_a_restart_and_the_right_one_ends_it() {
    let (place, _) = with_pin().await;
    let kept = || kept(&place, &place.ports);
    let wrong = |left: &str| (ErrorCode::WrongPassword, Some(left.to_owned()));
    assert_eq!(refusal(&kept(), "111222").await, wrong("2"));
    assert_eq!(refusal(&kept(), "").await, wrong("1"));
    assert_eq!(refusal(&kept(), "402916").await, wrong("0"));
    // Not even the right one.
    assert_eq!(
        refusal(&kept(), PIN).await,
        (ErrorCode::TooManyTries, Some("30".to_owned()))
    );
    assert!(kept().state().await.unwrap().wait_until.is_some());
    tokio::time::sleep(Duration::from_secs(30)).await;
    kept().open_by_pin(PIN.to_owned()).await.unwrap();
    assert_eq!(kept().state().await.unwrap().wait_until, None);
    assert_eq!(refusal(&kept(), "111222").await, wrong("2"));
}

#[tokio::test(start_paused = true)]
async fn a_new_pin_ends_the_old_one_and_what_it_could_open() {
    let (place, _) = with_pin().await;
    let before = std::fs::read(place.folder().join("downtime.sheet")).unwrap();
    place.desk.sheet().set_pin("805173").await.unwrap();
    let kept = kept(&place, &place.ports);
    assert_eq!(refusal(&kept, PIN).await.0, ErrorCode::WrongPassword);
    kept.open_by_pin("805173".to_owned()).await.unwrap();
    // An earlier copy of the file has lost its other half.
    std::fs::write(place.folder().join("downtime.sheet"), before).unwrap();
    assert_eq!(refusal(&kept, PIN).await.0, ErrorCode::KeyMissing);
}

#[tokio::test(start_paused = true)]
async fn it_is_made_anew_under_the_same_pin_without_anybody_typing_it() {
    let (mut place, _) = with_pin().await;
    let first = place.desk.sheet().state().await.unwrap();
    place.reopen().await;
    tokio::time::sleep(Duration::from_secs(3600)).await;
    let second = place.desk.sheet().make().await.unwrap();
    assert!(second.made_at > first.made_at && second.pin_set);
    let paper = kept(&place, &place.ports)
        .open_by_pin(PIN.to_owned())
        .await
        .unwrap();
    assert_eq!(Some(paper.made_at), second.made_at);
}

#[tokio::test(start_paused = true)]
async fn a_changed_file_is_not_opened() {
    let (place, _) = with_pin().await;
    let path = place.folder().join("downtime.sheet");
    let whole = std::fs::read(&path).unwrap();
    let kept = kept(&place, &place.ports);
    let mut changed = whole.clone();
    *changed.last_mut().unwrap() ^= 1;
    let text = String::from_utf8_lossy(&whole);
    let other_day = text.find("\"days\":3").unwrap();
    let mut other_header = whole.clone();
    other_header[other_day + 7] = b'4';
    for bytes in [
        changed,
        other_header,
        whole[..whole.len() / 2].to_vec(),
        b"junk".to_vec(),
    ] {
        std::fs::write(&path, bytes).unwrap();
        assert_eq!(refusal(&kept, PIN).await.0, ErrorCode::FileUnreadable);
        std::fs::remove_file(place.folder().join("downtime.tries")).ok();
    }
    place.desk.sheet().make().await.unwrap();
    kept.open_by_pin(PIN.to_owned()).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn without_a_pin_only_the_open_store_opens_it() {
    let mut place = Place::filled().await;
    Plain::at(&mut place).await;
    let kept = kept(&place, &place.ports);
    assert_eq!(refusal(&kept, PIN).await.0, ErrorCode::NotFound);
    place.desk.sheet().make().await.unwrap();
    assert_eq!(refusal(&kept, PIN).await.0, ErrorCode::SignInNeeded);
    assert!(!place.desk.sheet().state().await.unwrap().pin_set);
    place.desk.sheet().open(SheetWay::SignedIn).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_pin_that_is_guessed_first_is_refused() {
    let mut place = Place::filled().await;
    Plain::at(&mut place).await;
    for (pin, reason) in [
        ("12a456", "not-a-number"),
        ("40291", "too-short"),
        ("40291540291", "too-long"),
        ("777777", "too-simple"),
        ("234567", "too-simple"),
        ("987654", "too-simple"),
    ] {
        let error = place.desk.sheet().set_pin(pin).await.unwrap_err();
        assert_eq!(
            (error.code, error.params.0["reason"].as_str()),
            (ErrorCode::InvalidField, reason),
            "{pin}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn openings_without_the_store_wait_for_the_log_and_are_then_taken_over() {
    let (mut place, _) = with_pin().await;
    let notes = place.folder().join("downtime.opened");
    let kept = kept(&place, &place.ports);
    kept.open_by_pin(PIN.to_owned()).await.unwrap();
    assert_eq!(refusal(&kept, "111222").await.0, ErrorCode::WrongPassword);
    let waiting = std::fs::read_to_string(&notes).unwrap();
    assert_eq!(waiting.lines().count(), 2, "{waiting}");
    place.reopen().await;
    assert!(!notes.exists());
    place.desk.sheet().open_by_pin(PIN.to_owned()).await.unwrap();
    assert!(!notes.exists());
}

#[tokio::test(start_paused = true)]
async fn what_is_wiped_leaves_neither_a_file_nor_a_secret() {
    let (place, _) = with_pin().await;
    let before = std::fs::read(place.folder().join("downtime.sheet")).unwrap();
    let kept = kept(&place, &place.ports);
    assert_eq!(refusal(&kept, "111222").await.0, ErrorCode::WrongPassword);
    kept.forget().await.unwrap();
    let left = std::fs::read_dir(place.folder()).unwrap();
    let left: Vec<_> = left
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(left.iter().all(|name| !name.starts_with("downtime")), "{left:?}");
    std::fs::write(place.folder().join("downtime.sheet"), before).unwrap();
    assert_eq!(refusal(&kept, PIN).await.0, ErrorCode::KeyMissing);
}

#[tokio::test(start_paused = true)]
async fn who_has_the_pin_is_let_in_also_where_nothing_can_be_noted() {
    let (place, _) = with_pin().await;
    let kept = kept(&place, &place.ports);
    // As on a full disk: no new file can be written.
    std::fs::create_dir(place.folder().join("downtime.opened")).unwrap();
    assert_eq!(refusal(&kept, "111222").await.0, ErrorCode::WrongPassword);
    kept.open_by_pin(PIN.to_owned()).await.unwrap();
}
