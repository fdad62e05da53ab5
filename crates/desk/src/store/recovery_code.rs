//! The recovery code: 128 random bits that a person writes down, with check letters that tell a slip of the pen
//! from another desk's code.

use sha2::{Digest as _, Sha256};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::key::Key;
use crate::error::{DeskError, ErrorCode};
use crate::ports::Random;

/// Crockford's base 32: no I, L, O and U, which are taken for other letters or make words.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// 128 bits and 22 of the check.
const LENGTH: usize = 30;
const GROUP: usize = 5;
/// Of the last byte of the check only the upper bits are used.
const CHECK_MASK: [u8; 3] = [0xff, 0xff, 0xfc];

/// A code as bits.
pub(super) struct Code(Zeroizing<[u8; 16]>);

impl Code {
    /// A new one.
    pub(super) fn make(random: &dyn Random) -> Self {
        let mut bits = Zeroizing::new([0; 16]);
        random.fill(&mut *bits);
        Self(bits)
    }

    /// The code in groups, as it is written down.
    pub(super) fn written(&self) -> String {
        let mut whole = Zeroizing::new([0; 19]);
        let (bits, check) = whole.split_at_mut(16);
        bits.copy_from_slice(&*self.0);
        check.copy_from_slice(&self.check());
        let letter = |at: usize| {
            let value = (0..5).fold(0, |value, bit| value << 1 | bit_at(&*whole, at * 5 + bit));
            char::from(LETTERS[usize::from(value & 31)])
        };
        let mut written = String::with_capacity(LENGTH + LENGTH / GROUP);
        for at in 0..LENGTH {
            if at > 0 && at % GROUP == 0 {
                written.push('-');
            }
            written.push(letter(at));
        }
        written
    }

    /// Reads what a person typed: in any case, with or without groups, with letters that look alike.
    ///
    /// # Errors
    /// `WrongCode` with the reason `mistyped`.
    pub(super) fn read(typed: &str) -> Result<Self, DeskError> {
        let mistyped =
            || DeskError::new(ErrorCode::WrongCode, "the code is mistyped").with("reason", "mistyped");
        let mut whole = Zeroizing::new([0_u8; 19]);
        let mut count = 0;
        let is_gap = |letter: char| {
            letter.is_whitespace() || matches!(letter, '-' | '_' | '.' | '\u{2010}'..='\u{2015}' | '\u{2212}')
        };
        for letter in typed.chars().filter(|letter| !is_gap(*letter)) {
            let letter = match letter.to_ascii_uppercase() {
                'I' | 'L' => '1',
                'O' => '0',
                other => other,
            };
            let value = LETTERS.iter().position(|known| char::from(*known) == letter);
            let value = value.filter(|_| count < LENGTH).ok_or_else(mistyped)?;
            for bit in 0..5 {
                if value >> (4 - bit) & 1 == 1 {
                    let place = count * 5 + bit;
                    whole[place / 8] |= 0x80 >> (place % 8);
                }
            }
            count += 1;
        }
        let (bits, check) = whole.split_at(16);
        let mut code = Zeroizing::new([0; 16]);
        code.copy_from_slice(bits);
        let code = Self(code);
        if count != LENGTH || check != code.check() {
            return Err(mistyped());
        }
        Ok(code)
    }

    /// The key that wraps the data key of this store. The code has 128 random bits, so nothing need make guessing
    /// it slower.
    pub(super) fn wrapping_key(&self, store: Uuid) -> Key {
        let mut hash = Sha256::new();
        hash.update(b"frontdesk recovery code 1");
        hash.update(store.as_bytes());
        hash.update(self.0.as_slice());
        Zeroizing::new(hash.finalize().into())
    }

    fn check(&self) -> [u8; 3] {
        let mut hash = Sha256::new();
        hash.update(b"frontdesk recovery check 1");
        hash.update(self.0.as_slice());
        let digest = hash.finalize();
        let mut check = CHECK_MASK;
        for (place, byte) in check.iter_mut().zip(digest) {
            *place &= byte;
        }
        check
    }
}

fn bit_at(bytes: &[u8], place: usize) -> u8 {
    bytes[place / 8] >> (7 - place % 8) & 1
}

#[cfg(test)]
mod tests {
    use super::super::testing::ports;
    use super::*;

    fn code() -> Code {
        Code::make(&*ports().0.random)
    }

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let code = code();
        let written = code.written();
        assert_eq!(written.len(), 35, "{written}");
        assert!(written.split('-').all(|group| group.len() == 5), "{written}");
        let store = Uuid::from_u128(1);
        for typed in [
            written.clone(),
            written.to_lowercase(),
            written.replace('-', ""),
            written.replace('-', " \u{2013} "),
            written.replace('1', "l").replace('0', "o"),
            written.replace('1', "I").replace('0', "O"),
        ] {
            let read = Code::read(&typed).unwrap();
            assert_eq!(read.wrapping_key(store), code.wrapping_key(store), "{typed}");
        }
        assert_ne!(code.wrapping_key(store), code.wrapping_key(Uuid::from_u128(2)));
    }

    #[test]
    fn a_slip_of_the_pen_is_told() {
        let written = code().written();
        let plain = written.replace('-', "");
        for at in 0..plain.len() {
            let mut slipped: Vec<char> = plain.chars().collect();
            slipped[at] = if slipped[at] == '7' { '8' } else { '7' };
            let slipped: String = slipped.into_iter().collect();
            let Err(error) = Code::read(&slipped) else {
                panic!("{slipped} was taken")
            };
            assert_eq!(
                (error.code, error.params.0["reason"].as_str()),
                (ErrorCode::WrongCode, "mistyped")
            );
        }
        for wrong in ["", "U", "é", &plain[1..], &format!("{plain}0"), "hunter2 hunter2"] {
            assert!(Code::read(wrong).is_err(), "{wrong}");
        }
    }
}
