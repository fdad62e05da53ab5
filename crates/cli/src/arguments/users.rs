//! People who work at the desk, and who may give which command.

use clap::{Subcommand, ValueEnum};
use frontdesk_commands::desk::session::{Needs, UserRole};

use super::{Bills, Command, Connections, Outbox, Settings, Store};

/// What somebody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Role {
    /// The day's work.
    Receptionist,
    /// Also connections, users, the access log, wiping.
    Manager,
}

impl Role {
    /// The same in the desk's type.
    pub fn of_desk(self) -> UserRole {
        match self {
            Self::Receptionist => UserRole::Receptionist,
            Self::Manager => UserRole::Manager,
        }
    }
}

#[derive(Debug, Subcommand)]
pub enum Users {
    /// Lists everybody who works at the desk.
    List {
        /// Prints JSON instead of a table.
        #[arg(long)]
        json: bool,
    },
    /// Adds somebody; their password is read after one's own. The first is the desk's first manager.
    Add {
        /// Their name.
        name: String,
        /// What they may do; the first is a manager.
        #[arg(long)]
        role: Option<Role>,
        /// Prints JSON.
        #[arg(long)]
        json: bool,
    },
    /// Changes somebody; what is not given stays.
    Edit {
        /// Their name.
        name: String,
        /// Another name.
        #[arg(long, value_name = "NAME")]
        rename: Option<String>,
        /// What they may do.
        #[arg(long)]
        role: Option<Role>,
        /// Whether they may sign in.
        #[arg(long, action = clap::ArgAction::Set)]
        active: Option<bool>,
        /// Prints JSON.
        #[arg(long)]
        json: bool,
    },
    /// Sets one's own password, or as a manager somebody else's; the new one is read after one's own.
    Password {
        /// Somebody else.
        name: Option<String>,
    },
    /// Sets one's own PIN, four to eight digits, read after the password.
    Pin {
        /// No PIN any more.
        #[arg(long)]
        clear: bool,
    },
    /// Makes a new emergency code; the one before it is void. Print it and seal it.
    EmergencyCode {
        /// Prints JSON.
        #[arg(long)]
        json: bool,
    },
    /// Gives a manager a new password by the desk's recovery code, where no other manager can: the code and the new
    /// password are read from standard input, a line each.
    Recover {
        /// The manager's name.
        name: String,
    },
    /// Keeps one's own password in the keyring of this computer's user, for commands that run unattended.
    KeepPassword,
    /// Takes it out again.
    ForgetPassword,
}

impl Command {
    /// Whether standard input holds more than the password: a kept one is not used then, so that each line is what it
    /// is taken for.
    pub fn reads_secrets(&self) -> bool {
        match self {
            Self::Connections { command } => matches!(
                command,
                Connections::Add { key_stdin: true, .. } | Connections::ReplaceKeys { key_stdin: true, .. }
            ),
            Self::Clinic { .. } => true,
            Self::Users { command } => matches!(
                command,
                Users::Add { .. }
                    | Users::Password { .. }
                    | Users::Pin { clear: false }
                    | Users::KeepPassword
                    | Users::Recover { .. }
            ),
            Self::Settings { command } => matches!(command, Settings::SheetPin { .. }),
            _ => false,
        }
    }

    /// Its name in the access log, and who may give it where the desk has users, as in the window. `None`: it shows no
    /// patient and changes none, or uses no desk.
    pub fn needs(&self) -> (&'static str, Option<Needs>) {
        let (manager, receptionist) = (Some(Needs::Manager), Some(Needs::Receptionist));
        match self {
            Self::Call(call) => ("call", call.account.connection.as_ref().and(manager)),
            Self::Check(check) => ("check", check.account.connection.as_ref().and(manager)),
            Self::Connections { command } => match command {
                Connections::List { .. } => ("connections list", Some(Needs::Anyone)),
                Connections::Add { .. } => ("connections add", manager),
                Connections::Edit { .. } => ("connections edit", manager),
                Connections::ReplaceKeys { .. } => ("connections replace-keys", manager),
                Connections::Remove { .. } => ("connections remove", manager),
                Connections::Check { .. } => ("connections check", manager),
            },
            Self::Sync(_) => ("sync", None),
            Self::Patients { .. } => ("patients", receptionist),
            Self::Appointments { .. } => ("appointments", receptionist),
            Self::Video { .. } => ("video", receptionist),
            Self::Lab { .. } => ("lab", receptionist),
            Self::Contracts { .. } => ("contracts", receptionist),
            Self::Bills { command } => match command {
                Bills::Rule { .. } => ("bills rule", manager),
                _ => ("bills", receptionist),
            },
            Self::Documents { .. } => ("documents", receptionist),
            Self::Invoice { .. } => ("invoice", receptionist),
            Self::Outbox { command } => match command {
                // It sends what people did and shows no patient: it may run unattended.
                Outbox::Drain { .. } => ("outbox drain", None),
                _ => ("outbox", receptionist),
            },
            Self::CashUp { .. } => ("cash-up", receptionist),
            Self::Takings { .. } => ("takings", receptionist),
            Self::Papers { .. } => ("papers", receptionist),
            Self::Audit { .. } => ("audit", manager),
            Self::Clinic { .. } => ("clinic", manager),
            Self::Settings { command } => match command {
                Settings::Get { .. } => ("settings get", receptionist),
                Settings::Set { .. } => ("settings set", manager),
                Settings::SheetPin { .. } => ("settings sheet-pin", manager),
            },
            Self::Users { command } => match command {
                Users::List { .. } => ("users list", manager),
                Users::Add { .. } => ("users add", manager),
                Users::Edit { .. } => ("users edit", manager),
                Users::Password { name: Some(_) } => ("users password", manager),
                Users::Password { name: None } => ("users password", receptionist),
                Users::Pin { .. } => ("users pin", receptionist),
                Users::EmergencyCode { .. } => ("users emergency-code", manager),
                Users::KeepPassword => ("users keep-password", receptionist),
                Users::ForgetPassword => ("users forget-password", None),
                // The code is the leave.
                Users::Recover { .. } => ("users recover", None),
            },
            Self::Store { command } => match command {
                Store::State { .. } => ("store state", manager),
                Store::RecoveryCode { .. } => ("store recovery-code", manager),
                Store::ErasePatient { .. } => ("store erase-patient", manager),
                // Ways out of a store that cannot be opened: nobody can sign in at it.
                _ => ("store", None),
            },
            // The kept sheet opens by the PIN of the staff, when nobody can sign in.
            Self::DowntimeSheet(given) if given.pin_stdin => ("downtime-sheet", None),
            Self::DowntimeSheet(_) => ("downtime-sheet", receptionist),
            Self::Render(_) => ("render", None),
            Self::Sandbox(_) => ("sandbox", None),
        }
    }
}
