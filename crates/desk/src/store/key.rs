//! The key file: the store's data key, wrapped by a key that the operating system's keyring holds.
//!
//! The check value tells a wrong key from a damaged store, which SQLCipher answers with the same error. The
//! file has a list of slots, so that the same data key can be wrapped more than once.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::error::{DeskError, ErrorCode};
use crate::ports::{Ports, SecretStore};

/// The version of the file's shape.
const VERSION: u32 = 1;

/// 32 random bytes that must not outlive their use.
pub(super) type Key = Zeroizing<[u8; 32]>;

/// What the file says.
#[derive(Serialize, Deserialize)]
pub(super) struct KeyFile {
    version: u32,
    store: Uuid,
    check: String,
    slots: Vec<Slot>,
}

/// One way to the data key.
#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Slot {
    /// Wrapped by a key kept in the keyring under `store/<store>`.
    Keyring { nonce: String, wrapped: String },
    /// A way that a newer application has added.
    #[serde(other)]
    Unknown,
}

impl KeyFile {
    /// A new store: its data key, and its key file. The wrapping key is in the keyring when this returns.
    ///
    /// # Errors
    /// `KeyringUnavailable`, also when the keyring takes a key but does not give it back.
    pub(super) fn make(ports: &Ports) -> Result<(Self, Key), DeskError> {
        let store = ports.ids.next();
        let data = random(ports);
        let wrapping = random(ports);
        let mut nonce = [0; 24];
        ports.random.fill(&mut nonce);
        let wrapped = XChaCha20Poly1305::new((&*wrapping).into())
            .encrypt(
                &XNonce::from(nonce),
                Payload {
                    msg: &*data,
                    aad: &label(store),
                },
            )
            .map_err(|_| DeskError::internal("the data key cannot be wrapped"))?;
        let name = secret_name(store);
        ports.secrets.set(&name, &*wrapping)?;
        // A keyring that forgets would lose everything at the next start, so it is asked before there is anything.
        if Zeroizing::new(ports.secrets.get(&name)?).as_deref() != Some(&wrapping[..]) {
            return Err(DeskError::new(
                ErrorCode::KeyringUnavailable,
                "the keyring did not keep the key",
            ));
        }
        let slot = Slot::Keyring {
            nonce: BASE64.encode(nonce),
            wrapped: BASE64.encode(wrapped),
        };
        Ok((
            Self {
                version: VERSION,
                store,
                check: check_value(store, &data),
                slots: vec![slot],
            },
            data,
        ))
    }

    /// Reads the file's bytes.
    ///
    /// # Errors
    /// `StoreTooNew` for a shape of a newer application, `StoreDamaged` for anything else unreadable.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, DeskError> {
        #[derive(Deserialize)]
        struct Shape {
            version: u32,
        }
        let damaged = |_| DeskError::new(ErrorCode::StoreDamaged, "the key file cannot be read");
        let shape: Shape = serde_json::from_slice(bytes).map_err(damaged)?;
        if shape.version > VERSION {
            return Err(DeskError::new(
                ErrorCode::StoreTooNew,
                format!(
                    "the key file has version {}, this application knows {VERSION}",
                    shape.version
                ),
            ));
        }
        serde_json::from_slice(bytes).map_err(damaged)
    }

    /// The file's bytes.
    pub(super) fn to_bytes(&self) -> Result<Vec<u8>, DeskError> {
        serde_json::to_vec_pretty(self)
            .map_err(|error| DeskError::internal(format!("key file cannot be written: {error}")))
    }

    /// The data key, by the keyring.
    ///
    /// # Errors
    /// `KeyringUnavailable`, `KeyMissing` when the keyring holds no key for this store, `KeyWrong` when it
    /// holds another one, `StoreDamaged` when the file has no keyring slot or an unreadable one.
    pub(super) fn unlock(&self, secrets: &dyn SecretStore) -> Result<Key, DeskError> {
        let damaged = || {
            DeskError::new(
                ErrorCode::StoreDamaged,
                "the key file has no readable keyring slot",
            )
        };
        let (nonce, wrapped) = self
            .slots
            .iter()
            .find_map(|slot| match slot {
                Slot::Keyring { nonce, wrapped } => Some((nonce, wrapped)),
                Slot::Unknown => None,
            })
            .ok_or_else(damaged)?;
        let nonce: [u8; 24] = BASE64
            .decode(nonce)
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or_else(damaged)?;
        let wrapped = BASE64.decode(wrapped).map_err(|_| damaged())?;
        let wrapping = secrets
            .get(&secret_name(self.store))?
            .map(Zeroizing::new)
            .ok_or_else(|| {
                DeskError::new(ErrorCode::KeyMissing, "the keyring holds no key for this store")
            })?;
        let wrong = || {
            DeskError::new(
                ErrorCode::KeyWrong,
                "the key in the keyring is not the one of this store",
            )
        };
        let wrapping = XChaCha20Poly1305::new_from_slice(&wrapping).map_err(|_| wrong())?;
        let data = wrapping
            .decrypt(
                &XNonce::from(nonce),
                Payload {
                    msg: &wrapped,
                    aad: &label(self.store),
                },
            )
            .map(Zeroizing::new)
            .map_err(|_| wrong())?;
        let data: Key = Zeroizing::new(data[..].try_into().map_err(|_| wrong())?);
        if check_value(self.store, &data) == self.check {
            Ok(data)
        } else {
            Err(wrong())
        }
    }

    /// Takes the wrapping key out of the keyring, for a store that never came to be.
    pub(super) fn forget(&self, secrets: &dyn SecretStore) -> Result<(), DeskError> {
        secrets.delete(&secret_name(self.store))
    }
}

/// The name of the wrapping key in the keyring.
fn secret_name(store: Uuid) -> String {
    format!("store/{store}")
}

fn random(ports: &Ports) -> Key {
    let mut key = Zeroizing::new([0; 32]);
    ports.random.fill(&mut *key);
    key
}

/// Binds a slot to its store and its kind, so that slots cannot be moved.
fn label(store: Uuid) -> Vec<u8> {
    format!("frontdesk key slot keyring {store}").into_bytes()
}

// The key is 32 random bytes, so its hash gives nothing away and cannot be searched.
fn check_value(store: Uuid, key: &Key) -> String {
    let mut hash = Sha256::new();
    hash.update(b"frontdesk key check 1");
    hash.update(store.as_bytes());
    hash.update(&key[..]);
    BASE64.encode(hash.finalize())
}
