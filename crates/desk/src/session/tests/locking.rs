//! Locking by itself and by hand, and what may be asked when.

use std::collections::VecDeque;

use super::*;

#[test]
fn what_may_be_asked_follows_who_sits_there() {
    let desk = Desk::of_two();
    assert!(desk.allows(Needs::Manager).is_ok());
    desk.sign_in("Dan Știrbu", DAN).unwrap();
    assert!(desk.allows(Needs::Anyone).is_ok());
    assert!(desk.allows(Needs::Receptionist).is_ok());
    assert_eq!(code(desk.allows(Needs::Manager)), ErrorCode::NotAllowed);
    block_on(desk.session.lock());
    assert_eq!(desk.kind(), SessionKind::Locked);
    assert_eq!(desk.state().user.unwrap().name, "Dan Știrbu");
    assert_eq!(desk.seat.author(), Author::desk());
    assert_eq!(code(desk.allows(Needs::Anyone)), ErrorCode::SignInNeeded);
    block_on(desk.session.sign_out());
    assert_eq!(desk.kind(), SessionKind::SignedOut);
    assert_eq!(code(desk.allows(Needs::Anyone)), ErrorCode::SignInNeeded);
}

#[test]
fn users_made_by_another_process_are_asked_for_at_once() {
    let desk = Desk::empty();
    let (window, _) = desk.another();
    assert!(block_on(window.allows(Needs::Receptionist, "day")).is_ok());
    block_on(desk.session.first_manager(FirstManager {
        name: "Ana Pop".to_owned(),
        password: ANA.to_owned(),
    }))
    .unwrap();
    let refused = block_on(window.allows(Needs::Receptionist, "day"));
    assert_eq!(code(refused), ErrorCode::SignInNeeded);
}

#[test]
fn leave_ends_when_somebody_comes_or_goes() {
    let desk = Desk::of_two();
    let leave = desk.allows(Needs::Receptionist).unwrap();
    assert!(desk.session.holds(leave));
    block_on(desk.session.lock());
    assert!(!desk.session.holds(leave));
    desk.sign_in("Ana Pop", ANA).unwrap();
    let leave = desk.allows(Needs::Receptionist).unwrap();
    desk.sign_in("Dan Știrbu", DAN).unwrap();
    assert!(!desk.session.holds(leave), "an answer for Ana is not for Dan");
    // Where nobody needs to sign in, it always holds.
    let nobody = Desk::empty();
    let leave = nobody.allows(Needs::Manager).unwrap();
    block_on(nobody.session.lock());
    assert!(nobody.session.holds(leave));
}

/// Lets the session's own work go as far as it can.
fn turn(work: &mut BoxFuture<'_, ()>) {
    assert!(work.now_or_never().is_none(), "it runs until it is dropped");
}

#[test]
fn the_desk_locks_itself_when_nobody_touches_it() {
    let desk = Desk::of_two();
    let mut work: BoxFuture<'_, ()> = Box::pin(desk.session.run());
    let mut minutes = |minutes: i64| {
        for _ in 0..minutes * 12 {
            turn(&mut work);
            desk.clock.pass(TimeDelta::seconds(5));
        }
        turn(&mut work);
    };
    minutes(4);
    desk.session.touched();
    minutes(4);
    assert_eq!(desk.kind(), SessionKind::SignedIn);
    minutes(1);
    assert_eq!(desk.kind(), SessionKind::Locked);
    assert_eq!(desk.seat.author(), Author::desk());
    // A touch alone unlocks nothing, and whoever comes back is watched again.
    desk.session.touched();
    assert_eq!(desk.kind(), SessionKind::Locked);
    desk.sign_in("Ana Pop", ANA).unwrap();
    minutes(5);
    assert_eq!(desk.kind(), SessionKind::Locked);
}

#[test]
fn the_manager_sets_after_how_long() {
    let desk = Desk::of_two();
    block_on(desk.store.write(|tx| {
        let settings = crate::clinic::DeskSettings {
            lock_after_minutes: 1,
            ..crate::clinic::DeskSettings::default()
        };
        settings.save(tx)
    }))
    .unwrap();
    assert_eq!(desk.state().lock_after_minutes, 1);
    desk.clock.pass(TimeDelta::seconds(59));
    assert!(desk.allows(Needs::Anyone).is_ok());
    desk.clock.pass(TimeDelta::seconds(1));
    // Also where the session's own work does not run.
    assert_eq!(code(desk.allows(Needs::Anyone)), ErrorCode::SignInNeeded);
    assert_eq!(desk.kind(), SessionKind::Locked);
}

#[test]
fn a_clock_that_jumps_locks() {
    for jump in [TimeDelta::seconds(90), TimeDelta::seconds(-90)] {
        let desk = Desk::of_two();
        let mut work: BoxFuture<'_, ()> = Box::pin(desk.session.run());
        turn(&mut work);
        desk.clock.pass(TimeDelta::seconds(5));
        turn(&mut work);
        assert_eq!(desk.kind(), SessionKind::SignedIn);
        desk.clock.set(desk.clock.now() + jump);
        // The timer of a computer that slept goes on where it stopped.
        let sleepers = std::mem::take(&mut *desk.clock.sleepers.lock().unwrap());
        for (_, wake) in sleepers {
            let _ = wake.send(());
        }
        turn(&mut work);
        assert_eq!(desk.kind(), SessionKind::Locked, "{jump}");
    }
}

/// Writes wait until they are let go; reads do not.
#[derive(Default)]
struct Held {
    holding: AtomicBool,
    jobs: Mutex<VecDeque<Box<dyn FnOnce() + Send>>>,
}

impl Held {
    fn let_go(&self) {
        let job = self.jobs.lock().unwrap().pop_front();
        job.expect("something waits")();
    }
}

impl crate::ports::DatabaseExecutor for Held {
    fn execute(&self, lane: crate::ports::Lane, job: Box<dyn FnOnce() + Send>) {
        if lane == crate::ports::Lane::Write && self.holding.load(Ordering::SeqCst) {
            self.jobs.lock().unwrap().push_back(job);
        } else {
            job();
        }
    }
}

#[test]
fn whoever_comes_while_the_desk_is_being_locked_is_the_author_of_what_they_do() {
    let desk = Desk::of_two();
    let held = Arc::new(Held::default());
    let mut ports = desk.ports.clone();
    ports.executor = held.clone();
    let store = block_on(Store::open(desk.store.dir().to_path_buf(), &ports)).unwrap();
    let seat = Seat::default();
    let session = session(&store, &ports, &seat);
    sign_in(&session, "Ana Pop", ANA).unwrap();
    held.holding.store(true, Ordering::SeqCst);
    let request = SignIn {
        name: "Dan Știrbu".to_owned(),
        password: DAN.to_owned(),
    };
    let mut coming = Box::pin(session.sign_in(request));
    assert!((&mut coming).now_or_never().is_none());
    // The try is counted, then the seat is asked for; the lock comes between that and its writing.
    held.let_go();
    assert!((&mut coming).now_or_never().is_none());
    let mut locking = Box::pin(session.lock());
    assert!((&mut locking).now_or_never().is_none());
    held.let_go();
    held.let_go();
    assert!(locking.now_or_never().is_some());
    assert!(coming.now_or_never().unwrap().is_ok());
    assert_eq!(seat.author().name, "Dan Știrbu");
}

#[test]
fn a_desk_whose_log_cannot_be_written_locks_all_the_same() {
    let desk = Desk::of_two();
    let broken = Arc::new(AtomicBool::new(false));
    struct Breaking(Arc<AtomicBool>);
    impl crate::ports::DatabaseExecutor for Breaking {
        fn execute(&self, lane: crate::ports::Lane, job: Box<dyn FnOnce() + Send>) {
            if lane == crate::ports::Lane::Read || !self.0.load(Ordering::SeqCst) {
                job();
            }
        }
    }
    let mut ports = desk.ports.clone();
    ports.executor = Arc::new(Breaking(broken.clone()));
    let store = block_on(Store::open(desk.store.dir().to_path_buf(), &ports)).unwrap();
    let seat = Seat::default();
    let session = session(&store, &ports, &seat);
    sign_in(&session, "Ana Pop", ANA).unwrap();
    broken.store(true, Ordering::SeqCst);
    block_on(session.lock());
    assert_eq!(block_on(session.state()).unwrap().kind, SessionKind::Locked);
    assert_eq!(seat.author(), Author::desk());
}
