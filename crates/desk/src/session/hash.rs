//! Passwords, PINs and codes as they are kept: argon2id, as PHC strings.

use argon2::password_hash::{Salt, SaltString};
use argon2::{Algorithm, Argon2, Params, PasswordHash, PasswordHasher as _, PasswordVerifier as _, Version};

use crate::error::DeskError;
use crate::ports::Random;

/// Memory in KiB and passes, as OWASP's cheat sheet on password storage asks at least; one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
/// What no password gives: compared with where there is nothing to compare with, so that it takes as long.
const NOBODYS_SALT: &str = "bm9ib2R5IGlzIGNhbGxlZA";
const NOBODYS_HASH: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// How dear a try is made.
#[derive(Debug, Clone)]
pub(super) struct Hashing {
    memory_kib: u32,
    passes: u32,
}

impl Default for Hashing {
    fn default() -> Self {
        Self {
            memory_kib: MEMORY_KIB,
            passes: PASSES,
        }
    }
}

impl Hashing {
    /// As cheap as argon2 allows.
    #[cfg(test)]
    pub(super) fn cheap() -> Self {
        Self {
            memory_kib: Params::MIN_M_COST,
            passes: Params::MIN_T_COST,
        }
    }

    /// What is kept of a secret. Takes tens of milliseconds: never on a thread that draws or serves.
    ///
    /// # Errors
    /// `Internal`, without the secret.
    pub(super) fn make(&self, random: &dyn Random, secret: &str) -> Result<String, DeskError> {
        let failed = |what: &str| DeskError::internal(format!("a password cannot be hashed: {what}"));
        let params = Params::new(self.memory_kib, self.passes, 1, None).map_err(|_| failed("parameters"))?;
        let mut salt = [0; Salt::RECOMMENDED_LENGTH];
        random.fill(&mut salt);
        let salt = SaltString::encode_b64(&salt).map_err(|_| failed("salt"))?;
        let hash = Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password(secret.as_bytes(), &salt)
            .map_err(|_| failed("hash"))?;
        Ok(hash.to_string())
    }

    /// Whether that is the secret; `None` for nobody's: takes as long and is never right.
    pub(super) fn is(&self, kept: Option<&str>, secret: &str) -> bool {
        let nobodys;
        let text = match kept {
            Some(kept) => kept,
            None => {
                nobodys = format!(
                    "$argon2id$v=19$m={},t={},p=1${NOBODYS_SALT}${NOBODYS_HASH}",
                    self.memory_kib, self.passes
                );
                &nobodys
            }
        };
        let right = PasswordHash::new(text)
            .and_then(|hash| Argon2::default().verify_password(secret.as_bytes(), &hash));
        right.is_ok() && kept.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::ports;

    #[test]
    fn what_is_kept_is_argon2id_with_its_own_salt_and_never_the_secret() {
        let (ports, _) = ports();
        let hashing = Hashing::default();
        let kept = hashing.make(&*ports.random, "cireșe amare 7").unwrap();
        let again = hashing.make(&*ports.random, "cireșe amare 7").unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert_ne!(kept, again);
        assert!(!kept.contains("amare"));
        assert!(hashing.is(Some(&kept), "cireșe amare 7"));
        assert!(!hashing.is(Some(&kept), "cireșe amare 8"));
    }

    #[test]
    fn nobodys_password_is_compared_in_earnest_and_never_right() {
        let hashing = Hashing::default();
        let text = format!("$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p=1${NOBODYS_SALT}${NOBODYS_HASH}");
        let hash = PasswordHash::new(&text).unwrap();
        assert_eq!(hash.hash.unwrap().len(), 32);
        assert_eq!(Params::try_from(&hash).unwrap().m_cost(), MEMORY_KIB);
        assert!(!hashing.is(None, ""));
        assert!(!hashing.is(Some("no hash at all"), ""));
    }
}
