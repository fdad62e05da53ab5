//! What every part of Frontdesk agrees on: money, civil time, text that must not leak, and the message
//! catalogues. A leaf: it knows none of the other crates.

pub mod civil;
mod csv;
pub mod error;
mod file_name;
pub mod money;
mod not_made;
pub mod private;
pub mod words;

pub use csv::csv;
pub use error::BasicsError;
pub use file_name::safe_file_name;
pub use money::Amount;
pub use not_made::NotMade;
pub use private::Private;
pub use words::Words;
