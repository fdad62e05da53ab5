//! The session on a real store, under a clock that is set by hand.

mod coming;
mod locking;
mod managing;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures::FutureExt as _;
use futures::channel::oneshot;
use futures::executor::block_on;
use futures::future::BoxFuture;
use uuid::Uuid;

use super::hash::Hashing;
use super::*;
use crate::audit::Audit;
use crate::error::{DeskError, ErrorCode};
use crate::events::Events;
use crate::ports::{Clock, Ports};
use crate::store::Store;
use crate::store::testing::{now, ports};

const ANA: &str = "patru cai albi";
const DAN: &str = "cinci mere coapte";

/// A clock that goes when it is told to.
struct HandClock {
    now: Mutex<DateTime<Utc>>,
    sleepers: Mutex<Vec<(DateTime<Utc>, oneshot::Sender<()>)>>,
}

impl HandClock {
    fn set(&self, to: DateTime<Utc>) {
        *self.now.lock().unwrap() = to;
    }

    /// Time passes, and whoever slept until then wakes.
    fn pass(&self, time: TimeDelta) {
        let now = self.now() + time;
        self.set(now);
        let mut sleepers = self.sleepers.lock().unwrap();
        for (until, wake) in std::mem::take(&mut *sleepers) {
            if until <= now {
                let _ = wake.send(());
            } else {
                sleepers.push((until, wake));
            }
        }
    }
}

impl Clock for HandClock {
    fn now(&self) -> DateTime<Utc> {
        *self.now.lock().unwrap()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let (wake, woken) = oneshot::channel();
        let until = self.now() + TimeDelta::from_std(duration).unwrap();
        self.sleepers.lock().unwrap().push((until, wake));
        Box::pin(woken.map(|_| ()))
    }
}

/// A desk's store, the session of one process, and its clock.
struct Desk {
    _dir: tempfile::TempDir,
    clock: Arc<HandClock>,
    ports: Ports,
    store: Store,
    seat: Seat,
    session: Session,
}

impl Desk {
    /// Nobody works there yet.
    fn empty() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let clock = Arc::new(HandClock {
            now: Mutex::new(now()),
            sleepers: Mutex::default(),
        });
        let (mut ports, _) = ports();
        ports.clock = clock.clone();
        let store = block_on(Store::open(dir.path().join("desk"), &ports)).unwrap();
        let seat = Seat::default();
        let session = session(&store, &ports, &seat);
        Self {
            _dir: dir,
            clock,
            ports,
            store,
            seat,
            session,
        }
    }

    /// Ana, a manager, has made the desk's users and is signed in; Dan is a receptionist.
    fn of_two() -> Self {
        let desk = Self::empty();
        block_on(desk.session.first_manager(FirstManager {
            name: "Ana Pop".to_owned(),
            password: ANA.to_owned(),
        }))
        .unwrap();
        block_on(desk.session.add_user(NewUser {
            name: "Dan Știrbu".to_owned(),
            role: UserRole::Receptionist,
            password: DAN.to_owned(),
        }))
        .unwrap();
        desk
    }

    /// Another process on the same store, or this one after a restart.
    fn another(&self) -> (Session, Seat) {
        let seat = Seat::default();
        (session(&self.store, &self.ports, &seat), seat)
    }

    fn restart(&mut self) {
        let (session, seat) = self.another();
        self.session = session;
        self.seat = seat;
    }

    fn sign_in(&self, name: &str, password: &str) -> Result<SessionState, DeskError> {
        sign_in(&self.session, name, password)
    }

    fn pin(&self, id: Uuid, pin: &str) -> Result<SessionState, DeskError> {
        let pin = pin.to_owned();
        block_on(self.session.unlock(UnlockByPin { id, pin }))
    }

    fn set_pin(&self, password: &str, pin: &str) {
        block_on(self.session.set_pin(SetPin {
            password: password.to_owned(),
            pin: Some(pin.to_owned()),
        }))
        .unwrap();
    }

    fn state(&self) -> SessionState {
        block_on(self.session.state()).unwrap()
    }

    fn kind(&self) -> SessionKind {
        self.state().kind
    }

    fn allows(&self, needs: Needs) -> Result<Leave, DeskError> {
        block_on(self.session.allows(needs, "some_command"))
    }

    fn user(&self, name: &str) -> User {
        let users = block_on(self.session.users()).unwrap();
        users.into_iter().find(|user| user.name == name).unwrap()
    }

    fn edit(&self, name: &str, change: impl FnOnce(&mut EditUser)) -> Result<Vec<User>, DeskError> {
        let user = self.user(name);
        let mut edit = EditUser {
            id: user.id,
            name: user.name,
            role: user.role,
            active: user.active,
        };
        change(&mut edit);
        block_on(self.session.edit_user(edit))
    }

    /// Runs SQL in the store, to break it.
    fn sql(&self, text: &'static str) {
        block_on(self.store.write(move |tx| Ok(tx.execute_batch(text)?))).unwrap();
    }
}

fn session(store: &Store, ports: &Ports, seat: &Seat) -> Session {
    Session::with(
        store.clone(),
        ports.clone(),
        Events::default(),
        seat.clone(),
        Audit::new(store, ports.clone(), seat.clone()),
        Hashing::cheap(),
    )
}

fn sign_in(session: &Session, name: &str, password: &str) -> Result<SessionState, DeskError> {
    block_on(session.sign_in(SignIn {
        name: name.to_owned(),
        password: password.to_owned(),
    }))
}

fn code<T: std::fmt::Debug>(outcome: Result<T, DeskError>) -> ErrorCode {
    outcome.unwrap_err().code
}

/// A parameter of an error as a number.
fn number<T: std::fmt::Debug>(outcome: Result<T, DeskError>, name: &str) -> i64 {
    let error = outcome.unwrap_err();
    error.params.0[name].parse().unwrap()
}
