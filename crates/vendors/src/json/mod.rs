//! Reading what vendors call JSON: leniently, without losing a digit or an unknown key.

mod lenient;
mod object;
mod repair;

pub use lenient::{Defect, decode};
pub use object::{Extra, Object};
