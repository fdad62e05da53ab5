//! The key file: the store's data key, wrapped by a key that the operating system's keyring holds and by the
//! recovery code; and the key of the access log, wrapped by the data key.
//!
//! The check value tells a wrong key from a damaged store, which SQLCipher answers with the same error. Without a
//! keyring slot (strict mode) only the recovery code opens the store.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::recovery_code::Code;
use crate::error::{DeskError, ErrorCode};
use crate::ports::{Ports, SecretStore};

/// The version of the file's shape. Version 1 had no recovery slot and no key of the access log.
const VERSION: u32 = 2;

const KEYRING: &str = "keyring";
const RECOVERY: &str = "recovery";
/// The slot of a code that still opens the store, because nobody has typed the one after it.
const RECOVERY_BEFORE: &str = "recovery-before";
const LOG: &str = "log";

/// 32 random bytes that must not outlive their use.
pub(super) type Key = Zeroizing<[u8; 32]>;

/// What the file says.
#[derive(Serialize, Deserialize)]
pub(super) struct KeyFile {
    version: u32,
    store: Uuid,
    check: String,
    /// The key of the access log's chain, wrapped by the data key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    log: Option<Wrapped>,
    /// The ways to the data key, told apart by `kind`. Kinds that only a newer application knows stay as they are.
    slots: Vec<Value>,
}

#[derive(Serialize, Deserialize)]
struct Wrapped {
    nonce: String,
    wrapped: String,
}

/// The recovery slot beside its wrapped key.
#[derive(Serialize, Deserialize)]
struct Made {
    made_at: DateTime<Utc>,
}

impl KeyFile {
    /// A new store: its key file and its data key. The wrapping key is in the keyring when this returns.
    ///
    /// # Errors
    /// `KeyringUnavailable`, also when the keyring takes a key but does not give it back.
    pub(super) fn make(ports: &Ports) -> Result<(Self, Key), DeskError> {
        let store = ports.ids.next();
        let data = random(ports);
        let mut file = Self {
            version: VERSION,
            store,
            check: check_value(store, &data),
            log: None,
            slots: Vec::new(),
        };
        file.give_to_keyring(ports, &data)?;
        file.make_log_key(ports, &data)?;
        Ok((file, data))
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
    /// holds another one, `KeySealed` when only the recovery code opens it, `StoreDamaged` when no slot is readable.
    pub(super) fn unlock(&self, secrets: &dyn SecretStore) -> Result<Key, DeskError> {
        let Some(slot) = self.slot::<Wrapped>(KEYRING) else {
            return Err(if self.slot::<Wrapped>(RECOVERY).is_some() {
                DeskError::new(ErrorCode::KeySealed, "the store opens by its recovery code only")
            } else {
                DeskError::new(ErrorCode::StoreDamaged, "the key file has no readable slot")
            });
        };
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
        let wrapping: Key = Zeroizing::new(wrapping[..].try_into().map_err(|_| wrong())?);
        let damaged = || {
            DeskError::new(
                ErrorCode::StoreDamaged,
                "the keyring slot of the key file is unreadable",
            )
        };
        self.unwrap(KEYRING, &slot, &wrapping, damaged, wrong)
    }

    /// The data key, by the recovery code. How long a wrong code takes tells nothing of the right one.
    ///
    /// # Errors
    /// `WrongCode`, also when none was made.
    pub(super) fn unlock_by_code(&self, code: &Code) -> Result<Key, DeskError> {
        let slots = [RECOVERY, RECOVERY_BEFORE].map(|kind| self.slot::<Wrapped>(kind));
        let wrong = || DeskError::new(ErrorCode::WrongCode, "the code is that of another store or void");
        let mut error = DeskError::new(ErrorCode::WrongCode, "no recovery code was made");
        for slot in slots.into_iter().flatten() {
            match self.unwrap(RECOVERY, &slot, &code.wrapping_key(self.store), wrong, wrong) {
                Ok(key) => return Ok(key),
                Err(other) => error = other,
            }
        }
        Err(error)
    }

    /// Somebody has typed that code: if it is the newest, the one before it is void. Says whether the file changed.
    pub(super) fn confirm_code(&mut self, code: &Code) -> bool {
        let newest = self.slot::<Wrapped>(RECOVERY);
        let wrong = || DeskError::new(ErrorCode::WrongCode, "not the newest code");
        let is_newest = newest.is_some_and(|slot| {
            self.unwrap(RECOVERY, &slot, &code.wrapping_key(self.store), wrong, wrong)
                .is_ok()
        });
        let before = self.slots.len();
        if is_newest {
            self.slots.retain(|slot| kind_of(slot) != Some(RECOVERY_BEFORE));
        }
        self.slots.len() != before
    }

    /// The key of the access log; `None` where an older application made the file.
    ///
    /// # Errors
    /// `StoreDamaged` when it cannot be unwrapped.
    pub(super) fn log_key(&self, data: &Key) -> Result<Option<Key>, DeskError> {
        let damaged = || DeskError::new(ErrorCode::StoreDamaged, "the key of the access log is unreadable");
        self.log
            .as_ref()
            .map(|log| opened(log, data, &label(LOG, self.store), damaged, damaged))
            .transpose()
    }

    /// Gives the access log a key of its own, and the file the shape that has a place for it.
    pub(super) fn make_log_key(&mut self, ports: &Ports, data: &Key) -> Result<Key, DeskError> {
        let log = random(ports);
        self.log = Some(wrapped(ports, &log, data, &label(LOG, self.store))?);
        self.version = VERSION;
        Ok(log)
    }

    /// Puts a new wrapping key into the keyring and makes the slot for it.
    ///
    /// # Errors
    /// `KeyringUnavailable`, also when the keyring takes a key but does not give it back.
    pub(super) fn give_to_keyring(&mut self, ports: &Ports, data: &Key) -> Result<(), DeskError> {
        let wrapping = random(ports);
        let name = secret_name(self.store);
        ports.secrets.set(&name, &*wrapping)?;
        // A keyring that forgets would lose everything at the next start, so it is asked before anything relies on it.
        if ports
            .secrets
            .get(&name)?
            .map(Zeroizing::new)
            .as_deref()
            .map(Vec::as_slice)
            != Some(&wrapping[..])
        {
            return Err(DeskError::new(
                ErrorCode::KeyringUnavailable,
                "the keyring did not keep the key",
            ));
        }
        let slot = wrapped(ports, data, &wrapping, &label(KEYRING, self.store))?;
        self.put(KEYRING, serde_json::to_value(slot))
    }

    /// Takes the keyring's slot away; its key is forgotten by [`Self::forget`] once the file is on disk.
    pub(super) fn seal(&mut self) {
        self.slots.retain(|slot| kind_of(slot) != Some(KEYRING));
    }

    /// Whether only the recovery code opens the store.
    pub(super) fn is_sealed(&self) -> bool {
        self.slot::<Wrapped>(KEYRING).is_none()
    }

    /// Makes a recovery code; the one before it is void. Where nothing else opens the store, that one is good until the
    /// new one was typed: one that nobody has come to see must not be the only one.
    pub(super) fn make_code(&mut self, ports: &Ports, data: &Key) -> Result<Code, DeskError> {
        let code = Code::make(&*ports.random);
        if self.is_sealed()
            && self.slot::<Wrapped>(RECOVERY_BEFORE).is_none()
            && let Some(mut before) = self.recovery_slot()
        {
            before["kind"] = RECOVERY_BEFORE.into();
            self.slots.push(before);
        }
        let slot = wrapped(
            ports,
            data,
            &code.wrapping_key(self.store),
            &label(RECOVERY, self.store),
        )?;
        let made_at = ports.clock.now();
        let slot = serde_json::to_value(slot).and_then(|mut slot| {
            slot["made_at"] = serde_json::to_value(made_at)?;
            Ok(slot)
        });
        self.put(RECOVERY, slot)?;
        Ok(code)
    }

    /// The recovery code's slot as it stands.
    pub(super) fn recovery_slot(&self) -> Option<Value> {
        let slot = self.slots.iter().find(|slot| kind_of(slot) == Some(RECOVERY));
        slot.cloned()
    }

    /// Puts an earlier slot of the recovery code in the place of the present one.
    pub(super) fn put_recovery_slot(&mut self, earlier: Option<Value>) {
        self.slots.retain(|slot| kind_of(slot) != Some(RECOVERY));
        self.slots.extend(earlier);
    }

    /// When the recovery code was made.
    pub(super) fn code_made_at(&self) -> Option<DateTime<Utc>> {
        self.slot::<Made>(RECOVERY).map(|slot| slot.made_at)
    }

    /// Takes the wrapping key out of the keyring.
    pub(super) fn forget(&self, secrets: &dyn SecretStore) -> Result<(), DeskError> {
        secrets.delete(&secret_name(self.store))
    }

    fn slot<T: DeserializeOwned>(&self, kind: &str) -> Option<T> {
        let slot = self.slots.iter().find(|slot| kind_of(slot) == Some(kind))?;
        T::deserialize(slot).ok()
    }

    fn put(&mut self, kind: &str, slot: serde_json::Result<Value>) -> Result<(), DeskError> {
        let mut slot =
            slot.map_err(|error| DeskError::internal(format!("a slot cannot be written: {error}")))?;
        slot["kind"] = kind.into();
        self.slots.retain(|other| kind_of(other) != Some(kind));
        self.slots.push(slot);
        Ok(())
    }

    fn unwrap(
        &self,
        kind: &str,
        slot: &Wrapped,
        wrapping: &Key,
        unreadable: impl Fn() -> DeskError,
        wrong: impl Fn() -> DeskError,
    ) -> Result<Key, DeskError> {
        let data = opened(slot, wrapping, &label(kind, self.store), unreadable, &wrong)?;
        if check_value(self.store, &data) == self.check {
            Ok(data)
        } else {
            Err(wrong())
        }
    }
}

fn kind_of(slot: &Value) -> Option<&str> {
    slot.get("kind").and_then(Value::as_str)
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

fn wrapped(ports: &Ports, key: &Key, by: &Key, label: &[u8]) -> Result<Wrapped, DeskError> {
    let mut nonce = [0; 24];
    ports.random.fill(&mut nonce);
    let payload = Payload {
        msg: &**key,
        aad: label,
    };
    let wrapped = XChaCha20Poly1305::new((&**by).into())
        .encrypt(&XNonce::from(nonce), payload)
        .map_err(|_| DeskError::internal("a key cannot be wrapped"))?;
    Ok(Wrapped {
        nonce: BASE64.encode(nonce),
        wrapped: BASE64.encode(wrapped),
    })
}

fn opened(
    slot: &Wrapped,
    by: &Key,
    label: &[u8],
    unreadable: impl Fn() -> DeskError,
    wrong: impl Fn() -> DeskError,
) -> Result<Key, DeskError> {
    let nonce: [u8; 24] = BASE64
        .decode(&slot.nonce)
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or_else(&unreadable)?;
    let wrapped = BASE64.decode(&slot.wrapped).map_err(|_| unreadable())?;
    let payload = Payload {
        msg: &wrapped,
        aad: label,
    };
    let key = XChaCha20Poly1305::new((&**by).into())
        .decrypt(&XNonce::from(nonce), payload)
        .map(Zeroizing::new)
        .map_err(|_| wrong())?;
    Ok(Zeroizing::new(key[..].try_into().map_err(|_| wrong())?))
}

/// Binds a wrapped key to its store and its place, so that none can be moved.
fn label(kind: &str, store: Uuid) -> Vec<u8> {
    format!("frontdesk key slot {kind} {store}").into_bytes()
}

// The key is 32 random bytes, so its hash gives nothing away and cannot be searched.
fn check_value(store: Uuid, key: &Key) -> String {
    let mut hash = Sha256::new();
    hash.update(b"frontdesk key check 1");
    hash.update(store.as_bytes());
    hash.update(&key[..]);
    BASE64.encode(hash.finalize())
}
