//! Signing in, PINs, wrong tries, emergency access.

use super::*;

#[test]
fn a_desk_without_users_asks_nobody_and_makes_one_first_manager() {
    let desk = Desk::empty();
    assert_eq!(desk.kind(), SessionKind::FirstManager);
    assert!(desk.allows(Needs::Manager).is_ok());
    assert_eq!(desk.seat.author(), Author::desk());

    let first = |name: &str| FirstManager {
        name: name.to_owned(),
        password: ANA.to_owned(),
    };
    let state = block_on(desk.session.first_manager(first("  Ana   Pop "))).unwrap();
    assert_eq!(state.kind, SessionKind::SignedIn);
    let user = state.user.unwrap();
    assert_eq!((user.name.as_str(), user.role), ("Ana Pop", UserRole::Manager));
    assert_eq!(desk.seat.author().user, user.id);
    assert_eq!(
        code(block_on(desk.session.first_manager(first("Eve")))),
        ErrorCode::NotAllowed
    );
    assert_eq!(block_on(desk.session.users()).unwrap().len(), 1);
}

#[test]
fn nothing_that_is_kept_shows_a_password_or_a_pin() {
    let desk = Desk::of_two();
    desk.set_pin(ANA, "2580");
    let rows: Vec<String> = block_on(desk.store.read(|conn| {
        let mut statement = conn.prepare("SELECT password || ' ' || coalesce(pin, '') FROM users")?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }))
    .unwrap();
    assert_eq!(rows.len(), 2);
    for row in rows {
        assert!(row.starts_with("$argon2id$"), "{row}");
        assert!(![ANA, DAN, "2580"].iter().any(|secret| row.contains(secret)));
    }
}

#[test]
fn somebody_signs_in_by_name_in_any_case_and_in_place_of_another() {
    let mut desk = Desk::of_two();
    desk.restart();
    assert_eq!(desk.kind(), SessionKind::SignedOut);
    let state = desk.sign_in("dan stirbu", DAN).unwrap();
    assert_eq!(state.user.unwrap().name, "Dan Știrbu");
    assert_eq!(desk.user("Dan Știrbu").last_signed_in_at, Some(now()));
    desk.sign_in("ANA POP", ANA).unwrap();
    assert_eq!(desk.seat.author().name, "Ana Pop");
    // The wrong one leaves whoever sits there where they are.
    assert_eq!(code(desk.sign_in("Dan Știrbu", ANA)), ErrorCode::WrongPassword);
    assert_eq!(desk.seat.author().name, "Ana Pop");
    assert_eq!(desk.kind(), SessionKind::SignedIn);
}

#[test]
fn wrong_tries_bring_growing_pauses_that_a_restart_does_not_end() {
    let mut desk = Desk::of_two();
    block_on(desk.session.sign_out());
    for left in [2, 1, 0] {
        assert_eq!(number(desk.sign_in("Ana Pop", "nope nope nope"), "left"), left);
    }
    desk.restart();
    // Also the right one has to wait.
    assert_eq!(number(desk.sign_in("Ana Pop", ANA), "seconds"), 15);
    assert_eq!(
        desk.state().people[0].wait_until,
        Some(now() + TimeDelta::seconds(15))
    );
    assert!(desk.sign_in("Dan Știrbu", DAN).is_ok(), "others need not wait");
    desk.clock.pass(TimeDelta::seconds(15));
    assert_eq!(number(desk.sign_in("Ana Pop", "nope nope nope"), "left"), 0);
    assert_eq!(number(desk.sign_in("Ana Pop", ANA), "seconds"), 30);
    desk.clock.pass(TimeDelta::seconds(30));
    desk.sign_in("Ana Pop", ANA).unwrap();
    // All is forgotten after the right one.
    assert_eq!(number(desk.sign_in("Ana Pop", "nope nope nope"), "left"), 2);
}

#[test]
fn a_name_that_nobody_has_is_told_the_same() {
    let mut desk = Desk::of_two();
    for left in [2, 1, 0] {
        assert_eq!(number(desk.sign_in("Nobody", ANA), "left"), left);
    }
    desk.restart();
    assert_eq!(number(desk.sign_in("nobody", ANA), "seconds"), 15);
    assert_eq!(number(desk.sign_in("Nobody Else", ANA), "left"), 2);
    // People type their password there.
    let kept: String = block_on(desk.store.read(|conn| {
        let all = "SELECT group_concat(value) FROM settings";
        Ok(conn.query_row(all, [], |row| row.get(0))?)
    }))
    .unwrap();
    assert!(kept.contains("failures") && !kept.contains("obody"), "{kept}");
}

#[test]
fn a_clock_that_is_set_back_locks_nobody_out() {
    let desk = Desk::of_two();
    for _ in 0..3 {
        desk.sign_in("Ana Pop", "nope nope nope").unwrap_err();
    }
    desk.clock.set(now() - TimeDelta::days(30));
    assert_eq!(number(desk.sign_in("Ana Pop", ANA), "seconds"), 15);
    desk.clock.pass(TimeDelta::seconds(15));
    assert!(desk.sign_in("Ana Pop", ANA).is_ok());
}

#[test]
fn a_pin_is_enough_within_the_shift_of_whoever_gave_the_password() {
    let mut desk = Desk::of_two();
    desk.sign_in("Dan Știrbu", DAN).unwrap();
    desk.set_pin(DAN, "2580");
    let dan = desk.user("Dan Știrbu").id;
    let ana = desk.user("Ana Pop").id;
    block_on(desk.session.lock());
    assert!(
        desk.state()
            .people
            .iter()
            .any(|person| person.id == dan && person.pin_enough)
    );
    assert_eq!(desk.pin(dan, "2580").unwrap().kind, SessionKind::SignedIn);
    // Ana has none.
    assert_eq!(code(desk.pin(ana, "2580")), ErrorCode::PasswordNeeded);

    desk.clock.pass(TimeDelta::hours(12));
    assert_eq!(code(desk.pin(dan, "2580")), ErrorCode::PasswordNeeded);
    desk.sign_in("Dan Știrbu", DAN).unwrap();
    desk.pin(dan, "2580").unwrap();
    // A shift that would begin tomorrow has not begun.
    desk.clock.set(now());
    assert_eq!(code(desk.pin(dan, "2580")), ErrorCode::PasswordNeeded);

    desk.sign_in("Dan Știrbu", DAN).unwrap();
    desk.restart();
    assert_eq!(code(desk.pin(dan, "2580")), ErrorCode::PasswordNeeded);
}

#[test]
fn after_three_wrong_pins_the_password_is_needed() {
    let desk = Desk::of_two();
    desk.set_pin(ANA, "2580");
    let ana = desk.user("Ana Pop").id;
    assert_eq!(number(desk.pin(ana, "2581"), "left"), 2);
    assert_eq!(number(desk.pin(ana, "2582"), "left"), 1);
    assert_eq!(code(desk.pin(ana, "2583")), ErrorCode::PasswordNeeded);
    desk.clock.pass(TimeDelta::seconds(15));
    assert_eq!(code(desk.pin(ana, "2580")), ErrorCode::PasswordNeeded);
    desk.sign_in("Ana Pop", ANA).unwrap();
    assert!(desk.pin(ana, "2580").is_ok());
}

#[test]
fn the_emergency_code_lets_a_receptionist_in_once_and_for_half_an_hour() {
    let mut desk = Desk::of_two();
    assert!(!desk.state().emergency_possible);
    let made = block_on(desk.session.make_emergency_code()).unwrap().code;
    desk.restart();
    assert!(desk.state().emergency_possible);
    let access = |desk: &Desk, code: &str, reason: &str| {
        block_on(desk.session.emergency(EmergencyAccess {
            code: code.to_owned(),
            reason: reason.to_owned(),
        }))
    };
    assert_eq!(code(access(&desk, &made, "why not")), ErrorCode::InvalidField);
    assert_eq!(number(access(&desk, "AAAA", "Ana is ill, I am Ioana"), "left"), 2);
    let state = access(&desk, &made.to_lowercase(), "Ana is ill, I am Ioana").unwrap();
    let user = state.user.unwrap();
    assert!(user.emergency && user.id.is_none());
    assert_eq!(user.until, Some(now() + TimeDelta::minutes(30)));
    let author = desk.seat.author();
    assert!(author.emergency);
    assert_eq!(author.name, "Ana is ill, I am Ioana");
    assert!(desk.allows(Needs::Receptionist).is_ok());
    assert_eq!(code(desk.allows(Needs::Manager)), ErrorCode::NotAllowed);
    assert_eq!(
        code(block_on(desk.session.set_pin(SetPin {
            password: String::new(),
            pin: None
        }))),
        ErrorCode::NotAllowed
    );

    for _ in 0..29 {
        desk.clock.pass(TimeDelta::minutes(1));
        desk.session.touched();
    }
    assert!(desk.allows(Needs::Receptionist).is_ok());
    desk.clock.pass(TimeDelta::minutes(1));
    desk.session.touched();
    assert_eq!(code(desk.allows(Needs::Receptionist)), ErrorCode::SignInNeeded);
    assert_eq!(desk.kind(), SessionKind::Locked);
    assert!(!desk.state().emergency_possible);
    assert_eq!(
        code(access(&desk, &made, "Ana is ill, I am Ioana")),
        ErrorCode::WrongPassword
    );
}

#[test]
fn emergency_access_that_was_locked_opens_again_by_its_code_until_its_time() {
    let desk = Desk::of_two();
    let made = block_on(desk.session.make_emergency_code()).unwrap().code;
    let access_of = |who: &str, code: &str| {
        block_on(desk.session.emergency(EmergencyAccess {
            code: code.to_owned(),
            reason: who.to_owned(),
        }))
    };
    let access = |code: &str| access_of("Ana is ill, I am Ioana", code);
    let until = access(&made).unwrap().user.unwrap().until;
    desk.clock.pass(TimeDelta::minutes(10));
    block_on(desk.session.lock());
    assert!(desk.state().emergency_possible);
    assert_eq!(code(access("AAAA-AAAA-AAAA-AAAA")), ErrorCode::WrongPassword);
    let back = access_of("Maria, reception", &made).unwrap().user.unwrap();
    assert!(back.emergency);
    assert_eq!(back.until, until, "it ends when it was to end");
    assert_eq!(
        desk.seat.author().name,
        "Maria, reception",
        "who comes now acts, not who came first"
    );
    assert!(desk.allows(Needs::Receptionist).is_ok());
    assert_eq!(code(access(&made)), ErrorCode::WrongPassword, "only after a lock");

    block_on(desk.session.lock());
    desk.clock.pass(TimeDelta::minutes(20));
    assert!(!desk.state().emergency_possible);
    assert_eq!(code(access(&made)), ErrorCode::WrongPassword);
}

#[test]
fn a_clock_that_is_set_back_makes_the_emergency_half_hour_no_longer() {
    let desk = Desk::of_two();
    let made = block_on(desk.session.make_emergency_code()).unwrap().code;
    let access = || {
        block_on(desk.session.emergency(EmergencyAccess {
            code: made.clone(),
            reason: "Ana is ill, I am Ioana".to_owned(),
        }))
    };
    access().unwrap();
    desk.clock.pass(TimeDelta::minutes(25));
    desk.session.touched();
    block_on(desk.session.lock());
    desk.clock.pass(TimeDelta::minutes(-20));
    assert!(!desk.state().emergency_possible);
    assert_eq!(code(access()), ErrorCode::WrongPassword);
    desk.clock.pass(TimeDelta::minutes(21));
    assert!(access().is_ok());
}

#[test]
fn emergency_access_that_somebody_left_does_not_open_again() {
    let desk = Desk::of_two();
    let made = block_on(desk.session.make_emergency_code()).unwrap().code;
    let access = || {
        block_on(desk.session.emergency(EmergencyAccess {
            code: made.clone(),
            reason: "Ana is ill, I am Ioana".to_owned(),
        }))
    };
    access().unwrap();
    block_on(desk.session.sign_out());
    assert!(!desk.state().emergency_possible);
    assert_eq!(code(access()), ErrorCode::WrongPassword);
}

#[test]
fn a_new_emergency_code_voids_the_one_before() {
    let desk = Desk::of_two();
    let first = block_on(desk.session.make_emergency_code()).unwrap().code;
    let second = block_on(desk.session.make_emergency_code()).unwrap().code;
    let access = |code: &str| {
        block_on(desk.session.emergency(EmergencyAccess {
            code: code.to_owned(),
            reason: "nobody else is here".to_owned(),
        }))
    };
    assert_eq!(code(access(&first)), ErrorCode::WrongPassword);
    assert!(access(&second).is_ok());
}

#[test]
fn whoever_cannot_be_put_down_has_not_come_in() {
    let desk = Desk::of_two();
    desk.sql(
        "CREATE TRIGGER full BEFORE UPDATE OF last_signed_in_at ON users
         BEGIN SELECT RAISE(ABORT, 'no more'); END",
    );
    assert!(desk.sign_in("Dan Știrbu", DAN).is_err());
    assert_eq!(desk.seat.author().name, "Ana Pop");
    assert_eq!(desk.state().user.unwrap().name, "Ana Pop");
    block_on(desk.session.lock());
    assert!(desk.sign_in("Dan Știrbu", DAN).is_err());
    assert_eq!(desk.kind(), SessionKind::Locked);
    assert_eq!(desk.seat.author(), Author::desk());
}

#[test]
fn a_wrong_recovery_code_resets_nothing() {
    let desk = Desk::of_two();
    block_on(desk.session.sign_out());
    let reset = block_on(desk.session.reset(ResetByRecovery {
        code: "0000-0000".to_owned(),
        name: "Ana Pop".to_owned(),
        password: "sase pere verzi".to_owned(),
    }));
    assert_eq!(code(reset), ErrorCode::WrongCode);
    assert!(desk.sign_in("Ana Pop", ANA).is_ok());
}
