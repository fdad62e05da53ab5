//! Making, opening, and every way of not opening.

use std::fs;
use std::path::Path;
use std::sync::atomic::Ordering;

use super::*;

fn bytes_of_all_files(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(dir).unwrap().map(Result::unwrap);
    entries
        .map(|entry| {
            (
                entry.file_name().into_string().unwrap(),
                fs::read(entry.path()).unwrap(),
            )
        })
        .collect()
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn what_was_written_is_there_after_reopening() {
    let place = Place::new().used();
    assert_eq!(get(&place.open().unwrap(), "greeting").unwrap(), CANARY);
}

#[test]
fn no_file_shows_what_is_in_it() {
    let place = Place::new();
    let store = place.open().unwrap();
    put(&store, "greeting", CANARY).unwrap();
    get(&store, "greeting").unwrap();
    let files = bytes_of_all_files(&place.path());
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    for wanted in ["store.db", "store.db-wal", "store.db-shm", "store.key"] {
        assert!(
            names.contains(&wanted),
            "{wanted} is looked at too, there are {names:?}"
        );
    }
    let keys: Vec<Vec<u8>> = place.secrets.kept.lock().unwrap().values().cloned().collect();
    for (name, bytes) in files {
        for text in ["SQLite format 3", CANARY, "Canary", "CREATE TABLE", "0722123456"] {
            assert!(!holds(&bytes, text), "{name} shows {text}");
        }
        for key in keys.iter().chain([&store.0.key.to_vec()]) {
            assert!(
                !bytes.windows(key.len()).any(|window| window == key),
                "{name} shows a key"
            );
        }
    }
}

#[cfg(unix)]
#[test]
fn folder_and_files_are_the_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::new();
    fs::create_dir(place.path()).unwrap();
    fs::set_permissions(place.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let store = place.open().unwrap();
    put(&store, "a", "b").unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&place.path()), 0o700);
    for entry in fs::read_dir(place.path()).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
}

#[test]
fn every_way_of_not_opening_has_its_own_name() {
    let place = Place::new().used();
    place.secrets.broken.store(true, Ordering::SeqCst);
    assert_eq!(place.code(), ErrorCode::KeyringUnavailable);
    place.secrets.broken.store(false, Ordering::SeqCst);

    let kept = place.secrets.kept.lock().unwrap().clone();
    place.secrets.kept.lock().unwrap().clear();
    assert_eq!(place.code(), ErrorCode::KeyMissing);
    for wrong in [vec![7; 32], vec![7; 16], Vec::new()] {
        place
            .secrets
            .kept
            .lock()
            .unwrap()
            .extend(kept.keys().map(|name| (name.clone(), wrong.clone())));
        assert_eq!(place.code(), ErrorCode::KeyWrong);
    }
    *place.secrets.kept.lock().unwrap() = kept;
    assert_eq!(
        get(&place.open().unwrap(), "greeting").unwrap(),
        CANARY,
        "and none of them did harm"
    );
}

#[test]
fn a_key_that_does_not_pass_the_check_is_wrong() {
    let place = Place::new().used();
    let text = fs::read_to_string(place.file("store.key")).unwrap();
    let check = text.lines().find(|line| line.contains("\"check\"")).unwrap();
    fs::write(
        place.file("store.key"),
        text.replace(check, "  \"check\": \"AAAA\","),
    )
    .unwrap();
    assert_eq!(place.code(), ErrorCode::KeyWrong);
}

#[test]
fn a_damaged_key_file_is_damage_and_a_newer_one_is_newer() {
    let place = Place::new().used();
    let text = fs::read_to_string(place.file("store.key")).unwrap();
    for damaged in ["", "{", "{\"version\": 1}", &text.replace("keyring", "smoke")] {
        fs::write(place.file("store.key"), damaged).unwrap();
        assert_eq!(place.code(), ErrorCode::StoreDamaged, "{damaged}");
    }
    fs::write(
        place.file("store.key"),
        text.replace("\"version\": 2", "\"version\": 3"),
    )
    .unwrap();
    assert_eq!(place.code(), ErrorCode::StoreTooNew);
    let more_slots = text.replace(
        "\"slots\": [",
        "\"slots\": [{\"kind\": \"token\", \"wrapped\": \"AA\"},",
    );
    fs::write(place.file("store.key"), more_slots).unwrap();
    assert_eq!(
        get(&place.open().unwrap(), "greeting").unwrap(),
        CANARY,
        "unknown slots are passed over"
    );
}

#[test]
fn a_damaged_file_is_damage_and_never_replaced() {
    let place = Place::new().used();
    let whole = fs::read(place.file("store.db")).unwrap();
    let mut torn = whole.clone();
    torn[100..200].fill(0);
    for damaged in [
        torn,
        whole[..1000].to_vec(),
        Vec::new(),
        b"SQLite format 3\0 but not really".to_vec(),
    ] {
        fs::write(place.file("store.db"), &damaged).unwrap();
        assert_eq!(place.code(), ErrorCode::StoreDamaged, "{} bytes", damaged.len());
        assert_eq!(fs::read(place.file("store.db")).unwrap(), damaged);
    }
    fs::write(place.file("store.db"), whole).unwrap();
    assert_eq!(get(&place.open().unwrap(), "greeting").unwrap(), CANARY);
}

#[test]
fn damage_is_told_to_the_caller_and_not_to_the_error_stream() {
    let run = std::process::Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "store::tests::opening::a_damaged_file_is_damage_and_never_replaced",
            "--nocapture",
        ])
        .output()
        .unwrap();
    let (said, complained) = (
        String::from_utf8_lossy(&run.stdout),
        String::from_utf8_lossy(&run.stderr),
    );
    assert!(run.status.success() && said.contains("1 passed"), "{said}");
    assert!(!complained.to_lowercase().contains("sqlcipher"), "{complained}");
}

#[test]
fn damage_deep_inside_is_found_when_read() {
    let place = Place::new();
    let store = place.open().unwrap();
    let long = "x".repeat(200_000);
    put(&store, "long", &long).unwrap();
    drop(store);
    let mut bytes = fs::read(place.file("store.db")).unwrap();
    let end = bytes.len();
    bytes[end - 150_000..end - 50_000].fill(0x55);
    fs::write(place.file("store.db"), bytes).unwrap();
    let store = place.open().unwrap();
    assert_eq!(get(&store, "long").unwrap_err().code, ErrorCode::StoreDamaged);
}

#[test]
fn a_store_that_lost_a_file_is_not_a_first_start() {
    let place = Place::new().used();
    fs::remove_file(place.file("store.key")).unwrap();
    assert!(Store::exists(&place.path()));
    assert_eq!(place.code(), ErrorCode::KeyMissing);
    assert!(!place.file("store.key").exists());

    let place = Place::new().used();
    fs::remove_file(place.file("store.db")).unwrap();
    assert!(Store::exists(&place.path()));
    assert_eq!(place.code(), ErrorCode::StoreDamaged);
    assert!(!place.file("store.db").exists());

    assert!(!Store::exists(&Place::new().path()));
}

#[test]
fn a_newer_store_is_left_alone() {
    let place = Place::new();
    let store = place.open().unwrap();
    let newer = migrations::NEWEST + 1;
    block_on(store.write(move |tx| Ok(tx.pragma_update(None, "user_version", newer)?))).unwrap();
    drop(store);
    assert_eq!(place.code(), ErrorCode::StoreTooNew);
    assert_eq!(place.code(), ErrorCode::StoreTooNew);
}

#[test]
fn a_keyring_that_forgets_is_noticed_before_there_is_anything_to_lose() {
    let place = Place::new();
    place.secrets.forgets.store(true, Ordering::SeqCst);
    assert_eq!(place.code(), ErrorCode::KeyringUnavailable);
    assert!(!Store::exists(&place.path()));
    place.secrets.forgets.store(false, Ordering::SeqCst);
    place.open().unwrap();
}

#[test]
fn a_crash_while_making_a_store_is_made_good() {
    // After the database got its name and before the key file did.
    let place = Place::new().used();
    fs::rename(place.file("store.key"), place.file("store.key.new")).unwrap();
    assert_eq!(get(&place.open().unwrap(), "greeting").unwrap(), CANARY);

    // Before the database got its name: nothing was ever in it.
    let place = Place::new().used();
    fs::rename(place.file("store.key"), place.file("store.key.new")).unwrap();
    fs::rename(place.file("store.db"), place.file("store.db.new")).unwrap();
    let store = place.open().unwrap();
    assert_eq!(get(&store, "greeting").unwrap_err().code, ErrorCode::NotFound);
    assert_eq!(
        place.secrets.kept.lock().unwrap().len(),
        1,
        "the key of the store that never was is gone"
    );
    assert!(!place.file("store.db.new").exists() && !place.file("store.key.new").exists());

    // A key file cut short is of the same moment.
    let place = Place::new();
    fs::create_dir_all(place.path()).unwrap();
    fs::write(place.file("store.key.new"), "{\"ver").unwrap();
    place.open().unwrap();
}
