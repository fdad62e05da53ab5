//! Users, roles, passwords.

use super::*;

#[test]
fn names_are_unique_in_any_spelling() {
    let desk = Desk::of_two();
    let add = |name: &str| {
        block_on(desk.session.add_user(NewUser {
            name: name.to_owned(),
            role: UserRole::Receptionist,
            password: "opt nuci verzi".to_owned(),
        }))
    };
    let taken = add(" dan  STIRBU").unwrap_err();
    assert_eq!(taken.code, ErrorCode::InvalidField);
    assert_eq!(taken.params.0["field"], "name");
    assert_eq!(taken.params.0["reason"], "taken");
    assert_eq!(add("Eva").unwrap().len(), 3);
    let renamed = desk.edit("Eva", |edit| edit.name = "ana pop".to_owned());
    assert_eq!(renamed.unwrap_err().params.0["reason"], "taken");
    // One's own name in another spelling is free.
    desk.edit("Ana Pop", |edit| edit.name = "ANA POP".to_owned())
        .unwrap();
    assert_eq!(desk.seat.author().name, "ANA POP");
}

#[test]
fn nobody_is_added_before_the_first_manager() {
    let desk = Desk::empty();
    let added = block_on(desk.session.add_user(NewUser {
        name: "Dan".to_owned(),
        role: UserRole::Receptionist,
        password: DAN.to_owned(),
    }));
    assert_eq!(code(added), ErrorCode::NotAllowed);
    assert_eq!(desk.kind(), SessionKind::FirstManager);
}

#[test]
fn the_last_active_manager_stays_one() {
    let desk = Desk::of_two();
    for change in [
        (|edit: &mut EditUser| edit.role = UserRole::Receptionist) as fn(&mut EditUser),
        |edit| edit.active = false,
    ] {
        assert_eq!(code(desk.edit("Ana Pop", change)), ErrorCode::LastManager);
        let ana = desk.user("Ana Pop");
        assert!(ana.active && ana.role == UserRole::Manager);
    }
    desk.edit("Dan Știrbu", |edit| edit.role = UserRole::Manager)
        .unwrap();
    desk.edit("Ana Pop", |edit| edit.role = UserRole::Receptionist)
        .unwrap();
    // What they may changes at once.
    assert_eq!(code(desk.allows(Needs::Manager)), ErrorCode::NotAllowed);
    assert!(desk.allows(Needs::Receptionist).is_ok());
}

#[test]
fn whoever_may_not_sign_in_any_more_is_out_at_once_everywhere() {
    let desk = Desk::of_two();
    let (window, seat) = desk.another();
    sign_in(&window, "Dan Știrbu", DAN).unwrap();
    desk.edit("Dan Știrbu", |edit| edit.active = false).unwrap();
    let asked = block_on(window.allows(Needs::Anyone, "day"));
    assert_eq!(code(asked), ErrorCode::SignInNeeded);
    assert_eq!(block_on(window.state()).unwrap().kind, SessionKind::SignedOut);
    assert_eq!(seat.author(), Author::desk());
    assert_eq!(code(desk.sign_in("Dan Știrbu", DAN)), ErrorCode::WrongPassword);
    assert!(desk.state().people.iter().all(|person| person.name == "Ana Pop"));

    desk.edit("Dan Știrbu", |edit| {
        edit.active = true;
        edit.role = UserRole::Manager;
    })
    .unwrap();
    desk.edit("Ana Pop", |edit| edit.active = false).unwrap();
    assert_eq!(desk.kind(), SessionKind::SignedOut);
    assert_eq!(desk.seat.author(), Author::desk());
}

#[test]
fn a_role_that_another_process_changed_holds_at_once() {
    let desk = Desk::of_two();
    desk.edit("Dan Știrbu", |edit| edit.role = UserRole::Manager)
        .unwrap();
    let (window, seat) = desk.another();
    sign_in(&window, "Dan Știrbu", DAN).unwrap();
    assert!(block_on(window.allows(Needs::Manager, "users")).is_ok());
    desk.edit("Dan Știrbu", |edit| edit.role = UserRole::Receptionist)
        .unwrap();
    let asked = block_on(window.allows(Needs::Manager, "users"));
    assert_eq!(code(asked), ErrorCode::NotAllowed);
    assert_eq!(seat.author().role, Some(UserRole::Receptionist));
}

#[test]
fn a_password_that_the_manager_gives_takes_the_pin_with_it() {
    let desk = Desk::of_two();
    desk.sign_in("Dan Știrbu", DAN).unwrap();
    desk.set_pin(DAN, "2580");
    let dan = desk.user("Dan Știrbu").id;
    desk.sign_in("Ana Pop", ANA).unwrap();
    block_on(desk.session.reset_password(ResetPassword {
        id: dan,
        password: "zece prune uscate".to_owned(),
    }))
    .unwrap();
    assert!(!desk.user("Dan Știrbu").has_pin);
    assert_eq!(code(desk.pin(dan, "2580")), ErrorCode::PasswordNeeded);
    assert_eq!(code(desk.sign_in("Dan Știrbu", DAN)), ErrorCode::WrongPassword);
    assert!(desk.sign_in("Dan Știrbu", "zece prune uscate").is_ok());
}

#[test]
fn ones_own_password_needs_the_old_one_and_keeps_the_pin() {
    let desk = Desk::of_two();
    desk.set_pin(ANA, "2580");
    let change = |old: &str, new: &str| {
        block_on(desk.session.change_password(ChangePassword {
            old: old.to_owned(),
            new: new.to_owned(),
        }))
    };
    assert_eq!(number(change("wrong wrong", "sase pere verzi"), "left"), 2);
    assert_eq!(code(change(ANA, "scurt")), ErrorCode::InvalidField);
    assert!(change(ANA, "sase pere verzi").unwrap().has_pin);
    assert_eq!(code(desk.sign_in("Ana Pop", ANA)), ErrorCode::WrongPassword);
    desk.sign_in("Ana Pop", "sase pere verzi").unwrap();
    assert!(desk.pin(desk.user("Ana Pop").id, "2580").is_ok());
    block_on(desk.session.lock());
    assert_eq!(
        code(change("sase pere verzi", "sapte struguri")),
        ErrorCode::SignInNeeded
    );
}

#[test]
fn what_cannot_be_taken_back_asks_for_the_password_and_counts() {
    let desk = Desk::of_two();
    let confirm = |password: &str| block_on(desk.session.confirm_password(password.to_owned()));
    assert!(confirm(ANA).is_ok());
    assert_eq!(number(confirm("no no no no"), "left"), 2);
    assert_eq!(number(confirm("no no no no"), "left"), 1);
    assert_eq!(number(confirm("no no no no"), "left"), 0);
    assert_eq!(code(confirm(ANA)), ErrorCode::TooManyTries);
}

#[test]
fn a_kept_password_belongs_to_its_store_and_can_be_forgotten() {
    let desk = Desk::of_two();
    let kept = || block_on(desk.session.kept_password("ana pop")).unwrap();
    assert!(kept().is_none());
    assert_eq!(
        code(block_on(desk.session.keep_password("wrong wrong".to_owned()))),
        ErrorCode::WrongPassword
    );
    block_on(desk.session.keep_password(ANA.to_owned())).unwrap();
    assert_eq!(kept().as_deref().map(String::as_str), Some(ANA));
    let ana = desk.user("Ana Pop").id;
    block_on(desk.session.forget_passwords(&[ana])).unwrap();
    assert!(kept().is_none());
}

#[test]
fn a_password_that_another_gave_sends_away_whoever_came_by_the_old_one() {
    let desk = Desk::of_two();
    let (elsewhere, _) = desk.another();
    sign_in(&elsewhere, "Dan Știrbu", DAN).unwrap();
    let allows = || block_on(elsewhere.allows(Needs::Receptionist, "some_command"));
    assert!(allows().is_ok());
    let id = desk.user("Dan Știrbu").id;
    let password = "sase pere verzi".to_owned();
    block_on(desk.session.reset_password(ResetPassword { id, password })).unwrap();
    assert_eq!(code(allows()), ErrorCode::SignInNeeded);
    sign_in(&elsewhere, "Dan Știrbu", "sase pere verzi").unwrap();
    let change = ChangePassword {
        old: "sase pere verzi".to_owned(),
        new: "sapte struguri".to_owned(),
    };
    block_on(elsewhere.change_password(change)).unwrap();
    assert!(allows().is_ok(), "one's own new password changes nothing");
}

#[test]
fn a_desk_without_users_asks_for_no_password() {
    let desk = Desk::empty();
    assert!(block_on(desk.session.confirm_password(String::new())).is_ok());
}

#[test]
fn a_change_is_later_than_one_by_a_clock_that_ran_ahead() {
    let desk = Desk::of_two();
    let changed_at = |name: &'static str| {
        block_on(desk.store.read(move |conn| {
            Ok(
                conn.query_row("SELECT changed_at FROM users WHERE name = ?1", [name], |row| {
                    row.get::<_, i64>(0)
                })?,
            )
        }))
        .unwrap()
    };
    desk.sql("UPDATE users SET changed_at = 4000000000000");
    desk.edit("Dan Știrbu", |dan| dan.active = false).unwrap();
    assert_eq!(changed_at("Dan Știrbu"), 4_000_000_000_001);
    desk.set_pin(ANA, "2580");
    assert_eq!(changed_at("Ana Pop"), 4_000_000_000_001);
}
