//! Who works at the desk: users, signing in, locking, and whose act an act is.

mod model;
mod seat;

pub use model::{
    ChangePassword, EditUser, EmergencyAccess, EmergencyCode, FirstManager, NewUser, PersonAtDesk,
    ResetByRecovery, ResetPassword, SessionKind, SessionState, SetPin, SignIn, SignedIn, UnlockByPin, User,
    UserRole,
};
pub use seat::{Author, Seat};
