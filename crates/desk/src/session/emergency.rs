//! The emergency code: single use, made by a manager, printed and sealed.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::tries::{self, Tries};
use crate::error::DeskError;
use crate::ports::Random;

const KEY: &str = "emergency_code";
/// Letters and digits that are not taken for each other (Crockford's base 32): five bits each.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Eighty bits.
const LENGTH: usize = 16;
const GROUP: usize = 4;

/// What is kept of it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Kept {
    /// PHC string, argon2id; `None`: none was made, or it was used.
    pub(super) hash: Option<String>,
    #[serde(default)]
    pub(super) tries: Tries,
}

/// What is kept of the code.
///
/// # Errors
/// The store's.
pub(super) fn load(conn: &Connection) -> Result<Kept, DeskError> {
    tries::kept(conn, KEY)
}

/// Keeps it.
///
/// # Errors
/// The store's.
pub(super) fn save(tx: &Connection, kept: &Kept) -> Result<(), DeskError> {
    tries::keep(tx, KEY, kept)
}

/// A new code, in groups.
pub(super) fn make(random: &dyn Random) -> Zeroizing<String> {
    let mut bytes = Zeroizing::new([0; LENGTH]);
    random.fill(&mut *bytes);
    let mut code = Zeroizing::new(String::with_capacity(LENGTH + LENGTH / GROUP));
    for (place, byte) in bytes.iter().enumerate() {
        if place > 0 && place % GROUP == 0 {
            code.push('-');
        }
        code.push(char::from(LETTERS[usize::from(byte % 32)]));
    }
    code
}

/// A code as it is hashed: without its groups, and with the letters it was meant to have.
pub(super) fn plain(code: &str) -> Zeroizing<String> {
    let letters = code.chars().filter(char::is_ascii_alphanumeric);
    Zeroizing::new(
        letters
            .map(|letter| match letter.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            })
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::ports;

    #[test]
    fn a_code_has_eighty_bits_in_groups_and_is_read_as_people_type_it() {
        let (ports, _) = ports();
        let code = make(&*ports.random);
        assert_ne!(*code, *make(&*ports.random));
        assert_eq!(code.split('-').map(str::len).collect::<Vec<_>>(), [4, 4, 4, 4]);
        assert_eq!(plain(&code).len(), LENGTH);
        assert_eq!(*plain("o1il-abcd efgh"), "0111ABCDEFGH");
        assert_eq!(*plain(&code.to_lowercase()), *plain(&code));
    }
}
