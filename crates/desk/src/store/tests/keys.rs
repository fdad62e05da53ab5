//! Recovery code, strict mode, and key files of older applications.

use std::fs;
use std::sync::atomic::Ordering;

use super::*;

impl Place {
    fn recover(&self, code: &str) -> Result<Store, DeskError> {
        block_on(Store::recover(self.path(), &self.ports, code))
    }

    fn key_file(&self) -> serde_json::Value {
        serde_json::from_slice(&fs::read(self.file("store.key")).unwrap()).unwrap()
    }
}

fn code_of(store: &Store) -> String {
    block_on(store.make_recovery_code()).unwrap().code
}

fn wrong(checked: Result<(), DeskError>) -> ErrorCode {
    checked.unwrap_err().code
}

#[test]
fn a_keyring_that_lost_its_key_gets_a_new_one_by_the_recovery_code() {
    let place = Place::new().used();
    let code = code_of(&place.open().unwrap());
    place.secrets.kept.lock().unwrap().clear();
    assert_eq!(place.code(), ErrorCode::KeyMissing);
    assert_eq!(place.recover("hunter2").unwrap_err().code, ErrorCode::WrongCode);
    let store = place.recover(&code.to_lowercase().replace('-', " ")).unwrap();
    assert_eq!(get(&store, "greeting").unwrap(), CANARY);
    drop(store);
    assert_eq!(
        get(&place.open().unwrap(), "greeting").unwrap(),
        CANARY,
        "the keyring opens it again"
    );
    assert_eq!(place.secrets.kept.lock().unwrap().len(), 1);
}

#[test]
fn the_code_opens_the_store_also_where_there_is_no_keyring() {
    let place = Place::new().used();
    let code = code_of(&place.open().unwrap());
    place.secrets.broken.store(true, Ordering::SeqCst);
    assert_eq!(get(&place.recover(&code).unwrap(), "greeting").unwrap(), CANARY);
    place.secrets.broken.store(false, Ordering::SeqCst);
    assert_eq!(get(&place.open().unwrap(), "greeting").unwrap(), CANARY);
}

#[test]
fn only_the_last_code_of_this_store_is_right() {
    let place = Place::new().used();
    let store = place.open().unwrap();
    let check = |code: &str| block_on(store.check_recovery_code(code));
    let other = code_of(&Place::new().open().unwrap().clone());
    assert_eq!(wrong(check(&other)), ErrorCode::WrongCode, "none was made");
    assert_eq!(block_on(store.key_state()).unwrap().recovery_made_at, None);
    let first = code_of(&store);
    assert!(check(&first).is_ok());
    assert_eq!(
        block_on(store.key_state()).unwrap().recovery_made_at,
        Some(place.ports.clock.now())
    );
    let second = code_of(&store);
    assert!(check(&second).is_ok());
    let void = check(&first).unwrap_err();
    assert_eq!(
        (void.code, void.params.0.get("reason")),
        (ErrorCode::WrongCode, None)
    );
    assert_eq!(place.recover(&first).unwrap_err().code, ErrorCode::WrongCode);
    let slip = check(&second.replace(&second[..1], "Z")).map_err(|error| error.params.0["reason"].clone());
    assert!(second.starts_with('Z') || slip == Err("mistyped".to_owned()));
    assert_eq!(get(&place.open().unwrap(), "greeting").unwrap(), CANARY);
}

#[test]
fn a_sealed_store_opens_by_its_code_alone() {
    let place = Place::new().used();
    let store = place.open().unwrap();
    let code = code_of(&store);
    assert_eq!(
        block_on(store.set_strict(true, "00000")).unwrap_err().code,
        ErrorCode::WrongCode
    );
    assert!(block_on(store.set_strict(true, &code)).unwrap().strict);
    drop(store);
    assert!(place.secrets.kept.lock().unwrap().is_empty());
    assert_eq!(place.code(), ErrorCode::KeySealed);
    let store = place.recover(&code).unwrap();
    assert_eq!(get(&store, "greeting").unwrap(), CANARY);
    assert!(place.secrets.kept.lock().unwrap().is_empty(), "it stays sealed");
    let code = code_of(&store);
    assert!(!block_on(store.set_strict(false, &code)).unwrap().strict);
    drop(store);
    assert_eq!(get(&place.open().unwrap(), "greeting").unwrap(), CANARY);
}

#[test]
fn the_log_has_a_key_of_its_own_that_stays() {
    let place = Place::new();
    let log = place.open().unwrap().log_key();
    let store = place.open().unwrap();
    assert_eq!(store.log_key(), log);
    assert_ne!(*store.log_key(), *store.0.key);
    assert_ne!(*Place::new().open().unwrap().log_key(), [0; 32]);
    code_of(&store);
    assert_eq!(
        place.open().unwrap().log_key(),
        log,
        "a new code changes nothing about it"
    );
}

#[test]
fn a_key_file_of_the_first_version_is_read_and_brought_up_to_date() {
    let place = Place::new().used();
    let mut file = place.key_file();
    file["version"] = 1.into();
    file.as_object_mut().unwrap().remove("log");
    fs::write(place.file("store.key"), file.to_string()).unwrap();
    let store = place.open().unwrap();
    assert_eq!(get(&store, "greeting").unwrap(), CANARY);
    assert_eq!(place.key_file()["version"], 2);
    assert_eq!(place.open().unwrap().log_key(), store.log_key());
}

#[test]
fn a_way_that_only_a_newer_application_knows_outlives_a_new_code() {
    let place = Place::new().used();
    let mut file = place.key_file();
    let slot = serde_json::json!({ "kind": "token", "wrapped": "AA" });
    file["slots"].as_array_mut().unwrap().push(slot.clone());
    fs::write(place.file("store.key"), file.to_string()).unwrap();
    code_of(&place.open().unwrap());
    assert!(place.key_file()["slots"].as_array().unwrap().contains(&slot));
}

#[test]
fn a_crash_while_the_key_file_is_replaced_loses_no_key() {
    let place = Place::new().used();
    fs::rename(place.file("store.key"), place.file("store.key.old")).unwrap();
    fs::write(place.file("store.key.next"), "{\"ver").unwrap();
    assert_eq!(get(&place.open().unwrap(), "greeting").unwrap(), CANARY);
    fs::copy(place.file("store.key"), place.file("store.key.old")).unwrap();
    let code = code_of(&place.open().unwrap());
    assert!(!place.file("store.key.old").exists() && !place.file("store.key.next").exists());
    assert!(place.recover(&code).is_ok());
}

#[test]
fn a_code_that_nobody_saw_takes_no_other_ones_place() {
    let place = Place::new().used();
    let (ports, events) = (place.ports.clone(), crate::Events::default());
    let desk = block_on(crate::Desk::open(place.path(), ports, events)).unwrap();
    let unseen = || {
        block_on(desk.make_recovery_code_while(|| false))
            .err()
            .unwrap()
            .code
    };
    assert_eq!(unseen(), ErrorCode::SignInNeeded);
    assert_eq!(
        block_on(desk.key_state()).unwrap().recovery_made_at,
        None,
        "none was made"
    );
    let code = block_on(desk.make_recovery_code_while(|| true)).unwrap().code;
    block_on(desk.set_strict(true, &code)).unwrap();
    let end = block_on(desk.access_log_end()).unwrap();
    assert_eq!(unseen(), ErrorCode::SignInNeeded);
    assert_eq!(block_on(desk.access_log_end()).unwrap(), end, "nothing was done");
    drop(desk);
    assert_eq!(place.code(), ErrorCode::KeySealed);
    assert_eq!(get(&place.recover(&code).unwrap(), "greeting").unwrap(), CANARY);
}

#[test]
fn where_only_the_code_opens_the_store_the_old_one_does_until_the_new_one_was_typed() {
    let place = Place::new().used();
    let store = place.open().unwrap();
    let first = code_of(&store);
    block_on(store.set_strict(true, &first)).unwrap();
    let unseen = code_of(&store);
    let second = code_of(&store);
    drop(store);
    place.recover(&first).expect("nobody may have seen the others");
    assert_eq!(place.recover(&unseen).unwrap_err().code, ErrorCode::WrongCode);
    place.recover(&second).unwrap();
    assert_eq!(place.recover(&first).unwrap_err().code, ErrorCode::WrongCode);
    place.recover(&second).unwrap();
    assert_eq!(place.code(), ErrorCode::KeySealed);
}
