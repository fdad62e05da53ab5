//! Linux: logind tells of lock and sleep, and waits with sleeping while somebody holds a delay.

use std::collections::HashMap;
use std::thread;

use zbus::blocking::{Connection, MessageIterator};
use zbus::message::Type;
use zbus::zvariant::{OwnedFd, OwnedObjectPath, Value};
use zbus::{MatchRule, Message};

use crate::Left;

const LOGIND: &str = "org.freedesktop.login1";
const LOGIND_PATH: &str = "/org/freedesktop/login1";
const MANAGER: &str = "org.freedesktop.login1.Manager";
const SESSION: &str = "org.freedesktop.login1.Session";
/// So many messages in a row that cannot be read are no accident: the bus is gone.
const UNREAD: u32 = 100;

pub(crate) fn watch(left: Left) {
    let watching = thread::Builder::new().name("presence".to_owned()).spawn(move || {
        let ended = Connection::system().and_then(|bus| listen(&bus, &left));
        if let Err(error) = ended {
            // No logind here, as in a container.
            tracing::warn!(%error, "the system's lock and sleep are not noticed");
        }
    });
    if let Err(error) = watching {
        tracing::warn!(%error, "the system's lock and sleep are not noticed");
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Locked,
    Sleeps,
    Woke,
}

fn listen(bus: &Connection, left: &Left) -> zbus::Result<()> {
    let rule = MatchRule::builder()
        .msg_type(Type::Signal)
        .sender(LOGIND)?
        .build();
    let messages = MessageIterator::for_match_rule(rule, bus, None)?;
    let own = own_session(bus);
    let mut delay = delay_of_sleep(bus);
    let mut unread = 0;
    for message in messages {
        let message = match message {
            Ok(message) => message,
            // One that cannot be read says nothing of the next.
            Err(error) if unread < UNREAD => {
                unread += 1;
                tracing::warn!(%error, "a message of the system cannot be read");
                continue;
            }
            Err(error) => return Err(error),
        };
        unread = 0;
        match sign(&message, own.as_ref()) {
            Some(Sign::Locked) => left(),
            Some(Sign::Sleeps) => {
                left();
                // Now it may.
                delay = None;
            }
            Some(Sign::Woke) if delay.is_none() => delay = delay_of_sleep(bus),
            _ => {}
        }
    }
    Ok(())
}

/// What a message of logind says. Where it is not known which session is ours, all are: a desk that is locked once too
/// often is better than one that is not.
fn sign(message: &Message, own: Option<&OwnedObjectPath>) -> Option<Sign> {
    let header = message.header();
    let is_own = || own.is_none_or(|own| header.path().is_some_and(|path| *path == **own));
    let body = message.body();
    match (header.interface()?.as_str(), header.member()?.as_str()) {
        (MANAGER, "PrepareForSleep") => {
            let sleeps: bool = body.deserialize().ok()?;
            Some(if sleeps { Sign::Sleeps } else { Sign::Woke })
        }
        (SESSION, "Lock") if is_own() => Some(Sign::Locked),
        // What the desktop's own lock screen sets; `Lock` is only asked of it from outside.
        ("org.freedesktop.DBus.Properties", "PropertiesChanged") if is_own() => {
            let (interface, changed, _): (String, HashMap<String, Value<'_>>, Vec<String>) =
                body.deserialize().ok()?;
            let locked = changed.get("LockedHint") == Some(&Value::Bool(true));
            (interface == SESSION && locked).then_some(Sign::Locked)
        }
        _ => None,
    }
}

fn own_session(bus: &Connection) -> Option<OwnedObjectPath> {
    // Programs started by the person's own systemd belong to no session; `auto` is the one of their screen.
    let id = std::env::var("XDG_SESSION_ID").unwrap_or_else(|_| "auto".to_owned());
    let answer = bus.call_method(Some(LOGIND), LOGIND_PATH, Some(MANAGER), "GetSession", &(id,));
    answer.ok()?.body().deserialize().ok()
}

/// Logind waits for this a few seconds at most before it sleeps.
fn delay_of_sleep(bus: &Connection) -> Option<OwnedFd> {
    let asked = ("sleep", "Frontdesk", "The desk is locked first", "delay");
    let answer = bus.call_method(Some(LOGIND), LOGIND_PATH, Some(MANAGER), "Inhibit", &asked);
    answer.ok()?.body().deserialize().ok()
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;
    use std::os::unix::net::UnixStream;
    use std::sync::mpsc::{Receiver, Sender, channel};
    use std::sync::{Arc, Mutex};

    use zbus::blocking::connection::Builder;

    use super::*;

    const OWN: &str = "/org/freedesktop/login1/session/_31";
    const ANOTHER: &str = "/org/freedesktop/login1/session/_32";

    /// A logind that holds its end of every delay.
    struct Logind {
        delays: Mutex<Sender<UnixStream>>,
    }

    #[zbus::interface(name = "org.freedesktop.login1.Manager")]
    impl Logind {
        fn get_session(&self, _id: String) -> OwnedObjectPath {
            OWN.try_into().unwrap()
        }

        fn inhibit(&self, what: String, _who: String, _why: String, mode: String) -> OwnedFd {
            assert_eq!((what.as_str(), mode.as_str()), ("sleep", "delay"));
            let (ours, theirs) = UnixStream::pair().unwrap();
            self.delays.lock().unwrap().send(ours).unwrap();
            std::os::fd::OwnedFd::from(theirs).into()
        }
    }

    struct Watched {
        logind: Connection,
        delays: Receiver<UnixStream>,
        leaving: Receiver<()>,
    }

    impl Watched {
        fn new() -> Self {
            assert!(
                std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some(),
                "this test needs a message bus: run it through `cargo xtask test`"
            );
            let (delay, delays) = channel();
            let served = Logind {
                delays: Mutex::new(delay),
            };
            let logind = Builder::session()
                .and_then(|builder| builder.name(LOGIND))
                .and_then(|builder| builder.serve_at(LOGIND_PATH, served))
                .and_then(Builder::build)
                .unwrap();
            let (gone, leaving) = channel();
            let gone = Mutex::new(gone);
            thread::spawn(move || {
                let left: Left = Arc::new(move || gone.lock().unwrap().send(()).unwrap());
                listen(&Connection::session().unwrap(), &left)
            });
            Self {
                logind,
                delays,
                leaving,
            }
        }

        fn tell<T>(&self, path: &str, interface: &str, member: &str, body: &T)
        where
            T: zbus::export::serde::Serialize + zbus::zvariant::DynamicType,
        {
            self.logind
                .emit_signal(None::<&str>, path, interface, member, body)
                .unwrap();
        }

        fn hint(&self, path: &str, locked: bool) {
            let changed = HashMap::from([("LockedHint", Value::Bool(locked))]);
            let none: Vec<&str> = Vec::new();
            let body = (SESSION, changed, none);
            self.tell(
                path,
                "org.freedesktop.DBus.Properties",
                "PropertiesChanged",
                &body,
            );
        }
    }

    #[test]
    fn lock_and_sleep_are_leaving_and_sleep_waits_for_it() {
        let watched = Watched::new();
        let mut delay = watched.delays.recv().unwrap();
        watched.tell(OWN, SESSION, "Lock", &());
        watched.leaving.recv().unwrap();
        watched.hint(OWN, true);
        watched.leaving.recv().unwrap();
        // None of these is; what follows them comes next.
        watched.tell(ANOTHER, SESSION, "Lock", &());
        watched.hint(ANOTHER, true);
        watched.hint(OWN, false);
        watched.tell(OWN, SESSION, "Unlock", &());
        watched.tell(LOGIND_PATH, MANAGER, "PrepareForSleep", &true);
        watched.leaving.recv().unwrap();
        assert_eq!(delay.read(&mut [0]).unwrap(), 0, "the delay is given up");
        assert!(watched.leaving.try_recv().is_err());
        watched.tell(LOGIND_PATH, MANAGER, "PrepareForSleep", &false);
        let _again = watched.delays.recv().unwrap();
        assert!(watched.leaving.try_recv().is_err());
    }
}
