//! The application without a window: which desk is open, and the way from a command to its answer.

use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use frontdesk_desk::connections::{CheckReport, ConnectionDraft};
use frontdesk_desk::ports::Ports;
use frontdesk_desk::session::{Needs, SessionState};
use frontdesk_desk::sheet::KeptSheet;
use frontdesk_desk::{Desk, DeskError, ErrorCode, Events, Topic};
use futures::FutureExt as _;
use serde_json::Value;
use tokio::sync::watch;
use tracing::Instrument as _;

use crate::catalogue;
use crate::events::Listener;
use crate::files::{self, Desktop};
use crate::preferences;
use crate::system;
use crate::training::TrainingClinic;
use crate::wire::{AppState, Preferences, Situation, WireError};

/// What a host gives the application.
pub struct Host {
    /// The folder of everything this application writes.
    pub data_dir: PathBuf,
    /// The ports of the real desk.
    pub ports: Ports,
    /// The training clinic, made when it is opened.
    pub training: Arc<dyn Fn() -> TrainingClinic + Send + Sync>,
    /// What only the host can do with files.
    pub desktop: Arc<dyn Desktop>,
    /// The version shown to people.
    pub version: &'static str,
    /// The language the operating system asks for.
    pub system_language: String,
}

struct Current {
    desk: Option<Arc<Desk>>,
    problem: Option<DeskError>,
    training: bool,
    preferences: Preferences,
}

/// The application: one for each window or command-line run.
pub struct App {
    host: Host,
    events: Events,
    current: RwLock<Current>,
    /// The desk whose background work runs.
    running: watch::Sender<Option<Arc<Desk>>>,
}

impl App {
    /// Starts the application and opens the desk of its data folder, if there is one. A store that cannot be
    /// opened is a situation with a way out, not a failure to start.
    pub async fn start(host: Host) -> Arc<Self> {
        let preferences = preferences::load(&host.data_dir);
        files::sweep(&host.data_dir);
        let app = Arc::new(Self {
            host,
            events: Events::default(),
            current: RwLock::new(Current {
                desk: None,
                problem: None,
                training: false,
                preferences,
            }),
            running: watch::channel(None).0,
        });
        if Desk::exists(&app.desk_dir()) {
            app.open_real().await;
        }
        app
    }

    /// Runs the background work of whichever desk is open, until dropped.
    pub async fn run(&self) {
        let mut opened = self.running.subscribe();
        loop {
            let desk = opened.borrow_and_update().clone();
            match desk {
                Some(desk) => {
                    let mut changed = std::pin::pin!(opened.changed().fuse());
                    let mut work = std::pin::pin!(desk.run().fuse());
                    futures::select_biased! { _ = changed => {}, () = work => {} }
                }
                None => {
                    if opened.changed().await.is_err() {
                        return;
                    }
                }
            }
        }
    }

    /// News for a window, from now on.
    #[must_use]
    pub fn listen(&self) -> Listener {
        Listener::new(self.events.subscribe())
    }

    /// Answers one command.
    ///
    /// # Errors
    /// The wire form of whatever went wrong; its text is in the log under the same correlation.
    pub async fn dispatch(&self, command: &str, payload: Value) -> Result<Value, WireError> {
        let correlation = self.host.ports.ids.next();
        // The name is taken from our own list, so that nothing foreign reaches the log.
        let known = catalogue::COMMANDS.iter().find(|known| known.name == command);
        let name = known.map_or("unknown", |known| known.name);
        let span = tracing::debug_span!("command", name, correlation = %correlation.simple());
        let answer = AssertUnwindSafe(self.answer(known, payload))
            .catch_unwind()
            .instrument(span)
            .await;
        let answer = answer.unwrap_or_else(|_| Err(DeskError::internal("a command panicked")));
        self.notice_damage().await;
        answer.map_err(|error| {
            if error.code == ErrorCode::Internal {
                tracing::error!(name, correlation = %correlation.simple(), %error, "command failed");
            } else {
                tracing::info!(name, correlation = %correlation.simple(), code = %error.code.as_str(), "command refused");
            }
            WireError::new(error, correlation)
        })
    }

    /// The open desk.
    ///
    /// # Errors
    /// `NotOpen`, or why the store could not be opened.
    pub fn desk(&self) -> Result<Arc<Desk>, DeskError> {
        let current = self.read();
        match (&current.desk, &current.problem) {
            (Some(desk), _) => Ok(desk.clone()),
            (None, Some(problem)) => Err(problem.clone()),
            (None, None) => Err(DeskError::new(
                ErrorCode::NotOpen,
                "no desk is open here: add a connection first",
            )),
        }
    }

    /// Tries an account before it is saved, through the lines of the real desk.
    ///
    /// # Errors
    /// `InvalidField`.
    pub async fn try_account(&self, draft: &ConnectionDraft) -> Result<CheckReport, DeskError> {
        Desk::try_account(&self.host.ports, draft).await
    }

    /// The real desk, made if there is none yet, for `what` (a command's name), which is a manager's.
    ///
    /// # Errors
    /// `SignInNeeded`, `NotAllowed` where it has users, though none was open when leave was asked; or as
    /// [`App::made_desk`].
    pub async fn desk_or_new(&self, what: &str) -> Result<Arc<Desk>, DeskError> {
        let desk = self.made_desk().await?;
        // Another process may have made it, or somebody opened it, since the gate found none.
        desk.session().allows(Needs::Manager, what).await?;
        Ok(desk)
    }

    /// The real desk, made if there is none yet, whoever asks.
    ///
    /// # Errors
    /// Why the store could not be made or opened; `NotAllowed` in the training clinic.
    pub(crate) async fn made_desk(&self) -> Result<Arc<Desk>, DeskError> {
        if self.read().training {
            // A real account and its key have no business in a folder that is emptied.
            return Err(DeskError::new(
                ErrorCode::NotAllowed,
                "the training clinic is open",
            ));
        }
        match self.desk() {
            // What is wrong with a store has its own ways out, and none of them leads past signing in.
            Err(error) if error.code == ErrorCode::NotOpen => {
                self.open_real().await;
                self.desk()
            }
            known => known,
        }
    }

    pub(crate) async fn open_real(&self) {
        let opened = Desk::open(self.desk_dir(), self.host.ports.clone(), self.events.clone()).await;
        let (desk, problem) = match opened {
            Ok(desk) => (Some(Arc::new(desk)), None),
            Err(error) => {
                tracing::error!(code = %error.code.as_str(), %error, "the store cannot be opened");
                (None, Some(error))
            }
        };
        self.show(desk, problem, false);
    }

    /// Opens the training clinic: a folder of its own, and no key that outlives the run.
    ///
    /// # Errors
    /// Why its store could not be made; what was open before is open again.
    pub async fn open_training(&self) -> Result<(), DeskError> {
        self.show(None, None, false);
        match self.make_training().await {
            Ok(desk) => {
                self.show(Some(Arc::new(desk)), None, true);
                Ok(())
            }
            Err(error) => {
                if Desk::exists(&self.desk_dir()) {
                    self.open_real().await;
                }
                Err(error)
            }
        }
    }

    async fn make_training(&self) -> Result<Desk, DeskError> {
        let clinic = (self.host.training)();
        let all = self.host.data_dir.join("training");
        // An earlier training store may still be closing, and some systems do not delete what is open: it is
        // swept the next time.
        if let Err(error) = system::empty_dir(&all) {
            tracing::info!(%error, "an earlier training clinic is left for later");
        }
        let ports = Ports {
            secrets: Arc::new(system::MemorySecrets::default()),
            lines: clinic.lines,
            ..self.host.ports.clone()
        };
        let dir = all.join(self.host.ports.ids.next().simple().to_string());
        let desk = Desk::open(dir, ports, self.events.clone()).await?;
        for account in clinic.accounts {
            desk.open_training_account(account).await?;
        }
        Ok(desk)
    }

    /// Closes the training clinic and goes back to the real desk or the first start.
    pub async fn leave_training(&self) {
        if !self.read().training {
            return;
        }
        self.sweep_files();
        self.show(None, None, false);
        if Desk::exists(&self.desk_dir()) {
            self.open_real().await;
        }
    }

    pub(crate) fn show(&self, desk: Option<Arc<Desk>>, problem: Option<DeskError>, training: bool) {
        {
            let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
            if current.training != training {
                // The places of one clinic mean nothing in the other.
                current.preferences.places = if training {
                    Vec::new()
                } else {
                    preferences::load(&self.host.data_dir).places
                };
            }
            current.desk.clone_from(&desk);
            current.problem = problem;
            current.training = training;
        }
        self.tell_sheet();
        self.running.send_replace(desk);
        self.events.changed(&[Topic::Everything]);
    }

    /// The down-time sheet follows this desk's preferences.
    fn tell_sheet(&self) {
        let current = self.read();
        if let Some(desk) = &current.desk {
            let preferences = &current.preferences;
            let language = match preferences.language.as_str() {
                "" => &self.host.system_language,
                chosen => chosen,
            };
            desk.sheet().prefer(language, preferences.show_purpose);
        }
    }

    /// The down-time sheet of the real desk, which opens when the desk does not; where a desk was just set aside and there
    /// is no other, its sheet.
    #[must_use]
    pub fn kept_sheet(&self) -> KeptSheet {
        let own = KeptSheet::in_dir(&self.desk_dir(), &self.host.ports);
        if own.is_there() {
            return own;
        }
        // The newest has the last name.
        let mut aside = self.set_aside_before();
        aside.sort_unstable_by(|one, other| other.cmp(one));
        let sheets = aside.iter().map(|dir| KeptSheet::in_dir(dir, &self.host.ports));
        sheets.into_iter().find(KeptSheet::is_there).unwrap_or(own)
    }

    /// What the window shows first.
    ///
    /// # Errors
    /// The store's.
    pub async fn state(&self) -> Result<AppState, DeskError> {
        let (desk, mut state) = {
            let current = self.read();
            let situation = match (&current.desk, &current.problem) {
                (Some(_), _) => Situation::Ready,
                (None, Some(_)) => Situation::Problem,
                (None, None) => Situation::FirstStart,
            };
            let problem = current
                .problem
                .clone()
                .map(|error| WireError::new(error, self.host.ports.ids.next()));
            let state = AppState {
                situation,
                problem,
                training: current.training,
                version: self.host.version.to_owned(),
                preferences: current.preferences.clone(),
                system_language: self.host.system_language.clone(),
                session: SessionState::open(),
                desk_name: String::new(),
                recovery_made: false,
                connections: Vec::new(),
                zone: None,
                unsent: frontdesk_desk::outbox::UnsentCounts::default(),
            };
            (current.desk.clone(), state)
        };
        if let Some(desk) = desk {
            if !state.training {
                state.session = desk.session().state().await?;
            }
            state.connections = desk.accounts().list().await?;
            state.zone = desk.zone().await?;
            state.recovery_made = desk.key_state().await?.recovery_made_at.is_some();
            state.desk_name = desk.settings().await?.name;
            state.unsent = desk.outbox().counts().await?;
            // A desk whose last connection was removed starts over.
            if state.connections.is_empty() {
                state.situation = Situation::FirstStart;
            }
        }
        Ok(state)
    }

    /// This desk's preferences.
    #[must_use]
    pub fn preferences(&self) -> Preferences {
        self.read().preferences.clone()
    }

    /// The language that this desk speaks: as preferred, or else the operating system's.
    #[must_use]
    pub fn language(&self) -> String {
        let preferred = self.read().preferences.language.clone();
        if preferred.is_empty() {
            self.host.system_language.clone()
        } else {
            preferred
        }
    }

    /// Keeps this desk's preferences; those of the training clinic end with it.
    ///
    /// # Errors
    /// `InvalidField`, `DiskFull`, `Internal` when they cannot be written.
    pub fn set_preferences(&self, preferences: Preferences) -> Result<Preferences, DeskError> {
        let preferences = preferences::checked(preferences)?;
        let training = {
            let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
            current.preferences = preferences.clone();
            current.training
        };
        self.tell_sheet();
        if !training {
            preferences::save(&self.host.data_dir, &preferences)?;
        }
        self.events.changed(&[Topic::Preferences]);
        Ok(preferences)
    }

    pub(crate) fn host(&self) -> &Host {
        &self.host
    }

    pub(crate) fn events(&self) -> Events {
        self.events.clone()
    }

    /// Why the store could not be opened.
    pub(crate) fn why_not_open(&self) -> Option<DeskError> {
        self.read().problem.clone()
    }

    pub(crate) fn is_training(&self) -> bool {
        self.read().training
    }

    /// Forgets this desk's preferences.
    pub(crate) fn forget_preferences(&self) {
        self.current
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .preferences = Preferences::default();
        self.events.changed(&[Topic::Preferences]);
    }

    pub(crate) fn desk_dir(&self) -> PathBuf {
        self.host.data_dir.join("desk")
    }

    /// The real desk, if it is open and the training clinic is not.
    pub(crate) fn real_desk(&self) -> Option<Arc<Desk>> {
        let current = self.read();
        current.desk.clone().filter(|_| !current.training)
    }

    fn read(&self) -> std::sync::RwLockReadGuard<'_, Current> {
        self.current.read().unwrap_or_else(PoisonError::into_inner)
    }
}
