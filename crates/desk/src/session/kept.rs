//! The password that the command line signs in with unattended, in the system's keyring.

use sha2::{Digest as _, Sha256};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::machine::Session;
use super::users;
use crate::error::DeskError;

impl Session {
    /// Keeps the password of whoever is signed in.
    ///
    /// # Errors
    /// As [`Session::confirm_password`]; `KeyringUnavailable`.
    pub async fn keep_password(&self, password: String) -> Result<(), DeskError> {
        let own = self.own()?;
        let password = Zeroizing::new(password);
        self.confirmed(&own, password.to_string()).await?;
        let name = self.kept_under(own.id.unwrap_or_default());
        let secrets = self.0.ports.secrets.clone();
        self.0
            .store
            .read(move |_| secrets.set(&name, password.as_bytes()))
            .await
    }

    /// The password kept for a user, if one is.
    ///
    /// # Errors
    /// `KeyringUnavailable`, or the store's.
    pub async fn kept_password(&self, user: &str) -> Result<Option<Zeroizing<String>>, DeskError> {
        let user = user.to_owned();
        let found = self.0.store.read(move |conn| users::by_name(conn, &user)).await?;
        let Some(found) = found else { return Ok(None) };
        let name = self.kept_under(found.user.id);
        let secrets = self.0.ports.secrets.clone();
        let kept = self.0.store.read(move |_| secrets.get(&name)).await?;
        Ok(kept
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .map(Zeroizing::new))
    }

    /// Forgets the kept passwords of these users; those never kept are fine.
    ///
    /// # Errors
    /// `KeyringUnavailable`.
    pub async fn forget_passwords(&self, of: &[Uuid]) -> Result<(), DeskError> {
        let names: Vec<_> = of.iter().map(|id| self.kept_under(*id)).collect();
        let secrets = self.0.ports.secrets.clone();
        self.0
            .store
            .read(move |_| names.iter().try_for_each(|name| secrets.delete(name)))
            .await
    }

    /// A name that says nothing, and is another for the same user at another store.
    fn kept_under(&self, user: Uuid) -> String {
        let mut hash = Sha256::new();
        hash.update(b"frontdesk kept password 1");
        hash.update(&self.0.store.log_key()[..]);
        hash.update(user.as_bytes());
        let hex: String = hash.finalize()[..16]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        format!("user/{hex}")
    }
}
