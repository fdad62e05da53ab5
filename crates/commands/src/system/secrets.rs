//! Keys at rest: the operating system's keyring, and a stand-in for training and tests.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use frontdesk_desk::ports::SecretStore;
use frontdesk_desk::{DeskError, ErrorCode};
use keyring::Error;
use keyring::v1::Entry;

/// A development build must not touch the keys of an installed one.
const SERVICE: &str = if cfg!(debug_assertions) {
    "Frontdesk (development)"
} else {
    "Frontdesk"
};

/// What the Windows Credential Manager holds at most (CRED_MAX_CREDENTIAL_BLOB_SIZE); kept everywhere, so that what
/// works on one system works on all.
const LARGEST: usize = 2560;

/// Windows Credential Manager, macOS Keychain, or the Secret Service of a Linux desktop.
pub struct OsSecrets;

impl OsSecrets {
    fn entry(name: &str) -> Result<Entry, DeskError> {
        if let Err(error) = Entry::store_status() {
            return Err(unavailable(error));
        }
        Entry::new(SERVICE, name).map_err(|error| unavailable(&error))
    }
}

impl SecretStore for OsSecrets {
    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, DeskError> {
        match Self::entry(name)?.get_secret() {
            Ok(secret) => Ok(Some(secret)),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(unavailable(&error)),
        }
    }

    fn set(&self, name: &str, secret: &[u8]) -> Result<(), DeskError> {
        check_length(secret)?;
        Self::entry(name)?
            .set_secret(secret)
            .map_err(|error| unavailable(&error))
    }

    fn delete(&self, name: &str) -> Result<(), DeskError> {
        match Self::entry(name)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(unavailable(&error)),
        }
    }
}

/// Keys for as long as the process lives.
#[derive(Default)]
pub struct MemorySecrets(Mutex<HashMap<String, Vec<u8>>>);

impl MemorySecrets {
    fn held(&self) -> MutexGuard<'_, HashMap<String, Vec<u8>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SecretStore for MemorySecrets {
    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, DeskError> {
        Ok(self.held().get(name).cloned())
    }

    fn set(&self, name: &str, secret: &[u8]) -> Result<(), DeskError> {
        check_length(secret)?;
        self.held().insert(name.to_owned(), secret.to_vec());
        Ok(())
    }

    fn delete(&self, name: &str) -> Result<(), DeskError> {
        self.held().remove(name);
        Ok(())
    }
}

fn check_length(secret: &[u8]) -> Result<(), DeskError> {
    if secret.len() > LARGEST {
        Err(DeskError::invalid("key", "too-long"))
    } else {
        Ok(())
    }
}

/// Says what a person can do. The platform's own text is kept, except where it would carry the secret itself.
fn unavailable(error: &Error) -> DeskError {
    let detail = match error {
        Error::NoStorageAccess(reason) => {
            format!("the keyring is locked: unlock it and try again ({reason})")
        }
        Error::PlatformFailure(reason) if cfg!(target_os = "linux") => format!(
            "no keyring answers: start a Secret Service (gnome-keyring, KWallet, KeePassXC), then start Frontdesk again ({reason})"
        ),
        Error::PlatformFailure(reason) => format!("the keyring failed ({reason})"),
        Error::Ambiguous(entries) => {
            format!(
                "the keyring holds {} entries of one name: remove the wrong ones",
                entries.len()
            )
        }
        Error::BadEncoding(_) | Error::BadDataFormat(..) => "the keyring's entry is not readable".to_owned(),
        Error::BadStoreFormat(_) => "the keyring's own file is not readable".to_owned(),
        Error::TooLong(what, limit) => format!("the keyring takes at most {limit} bytes of {what}"),
        Error::NoDefaultStore => "this system has no keyring".to_owned(),
        _ => "the keyring does not do this".to_owned(),
    };
    DeskError::new(ErrorCode::KeyringUnavailable, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_keeps_replaces_and_forgets() {
        let secrets = MemorySecrets::default();
        assert_eq!(secrets.get("a").unwrap(), None);
        secrets.set("a", &[0, 255, 1]).unwrap();
        secrets.set("a", &[7]).unwrap();
        assert_eq!(secrets.get("a").unwrap(), Some(vec![7]));
        secrets.delete("a").unwrap();
        secrets.delete("a").unwrap();
        assert_eq!(secrets.get("a").unwrap(), None);
    }

    #[test]
    fn nothing_is_kept_that_windows_could_not_keep() {
        let secrets = MemorySecrets::default();
        secrets.set("a", &[0; LARGEST]).unwrap();
        assert_eq!(
            secrets.set("a", &[0; LARGEST + 1]).unwrap_err().code,
            ErrorCode::InvalidField
        );
    }

    #[test]
    fn each_failure_of_a_keyring_names_a_way_out_and_no_secret() {
        let reason = || {
            Box::new(std::io::Error::other("dbus is not there")) as Box<dyn std::error::Error + Send + Sync>
        };
        let locked = unavailable(&Error::NoStorageAccess(reason()));
        assert_eq!(locked.code, ErrorCode::KeyringUnavailable);
        assert!(locked.detail.contains("unlock it"), "{locked}");
        let secret = unavailable(&Error::BadEncoding(b"s3cret".to_vec()));
        assert!(!format!("{secret} {secret:?}").contains("s3cret"));
    }
}
