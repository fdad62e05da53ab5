//! Who works at the desk: users, signing in, locking, and whose act an act is.

mod coming;
mod emergency;
mod hash;
mod kept;
mod machine;
mod manage;
mod model;
mod place;
mod rules;
mod seat;
mod tries;
mod users;

#[cfg(test)]
mod tests;

pub use machine::{Leave, Needs, Session};
pub use model::{
    ChangePassword, EditUser, EmergencyAccess, EmergencyCode, FirstManager, NewUser, PersonAtDesk,
    ResetByRecovery, ResetPassword, SessionKind, SessionState, SetPin, SignIn, SignedIn, UnlockByPin, User,
    UserRole,
};
pub use seat::{Author, Seat};
pub(crate) use users::{has_any, may_remove};
