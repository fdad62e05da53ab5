//! How the kept sheet is encrypted.
//!
//! The sheet has a key of its own. An open store keeps it, so that the sheet is made anew without anybody typing
//! anything; and the file itself carries it wrapped, so that it opens when the store does not. What unwraps it is the
//! staff PIN together with a secret in the computer's keyring: six digits alone could be tried out within hours by
//! whoever takes the disk away, and a secret that only needs the computer's session would open to whoever sits down
//! at it. So a copy of the disk holds nothing readable, and at the desk the PIN is enough, with pauses that grow. The
//! price: where the keyring itself is lost or locked, the sheet is too.

use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::error::{DeskError, ErrorCode};
use crate::ports::{Ports, Random, SecretStore};

/// The version of the file's shape.
const VERSION: u32 = 1;
/// What the file begins with.
const MAGIC: &[u8] = b"Frontdesk down-time sheet\n";
/// What argon2id is made to cost: 64 MiB and three passes, about a quarter of a second.
const COST: Cost = Cost {
    memory_kib: 64 * 1024,
    passes: 3,
};
/// A file that asks for more was tampered with.
const DEAREST: Cost = Cost {
    memory_kib: 512 * 1024,
    passes: 10,
};

/// The sheet's own key.
pub(super) type Key = Zeroizing<[u8; 32]>;

#[derive(Clone, Copy, Serialize, Deserialize)]
struct Cost {
    memory_kib: u32,
    passes: u32,
}

/// The sheet's key, wrapped by the PIN and the keyring's secret.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct PinSlot {
    /// Names the keyring's secret.
    id: Uuid,
    salt: String,
    cost: Cost,
    nonce: String,
    wrapped: String,
}

impl PinSlot {
    /// Wraps the key; the keyring holds the new secret when this returns. Takes a quarter of a second.
    ///
    /// # Errors
    /// `KeyringUnavailable`, also when the keyring takes a secret but does not give it back.
    pub(super) fn make(ports: &Ports, pin: &str, key: &Key) -> Result<Self, DeskError> {
        let id = ports.ids.next();
        let secret = random_key(&*ports.random);
        let mut salt = [0; 16];
        ports.random.fill(&mut salt);
        let wrapping = derive(pin, &secret[..], &salt, COST)?;
        let mut nonce = [0; 24];
        ports.random.fill(&mut nonce);
        let wrapped = encrypt(&wrapping, nonce, &key[..], &label(id))?;
        ports.secrets.set(&secret_name(id), &secret[..])?;
        if Zeroizing::new(ports.secrets.get(&secret_name(id))?).as_deref() != Some(&secret[..]) {
            return Err(DeskError::new(
                ErrorCode::KeyringUnavailable,
                "the keyring did not keep the secret of the sheet",
            ));
        }
        Ok(Self {
            id,
            salt: BASE64.encode(salt),
            cost: COST,
            nonce: BASE64.encode(nonce),
            wrapped: BASE64.encode(wrapped),
        })
    }

    /// The key, `None` when the PIN is wrong. Takes a quarter of a second.
    ///
    /// # Errors
    /// `KeyringUnavailable`, `KeyMissing` when the keyring has lost the secret, `FileUnreadable`.
    pub(super) fn open(&self, secrets: &dyn SecretStore, pin: &str) -> Result<Option<Key>, DeskError> {
        if self.cost.memory_kib > DEAREST.memory_kib || self.cost.passes > DEAREST.passes {
            return Err(unreadable());
        }
        let secret = secrets
            .get(&secret_name(self.id))?
            .map(Zeroizing::new)
            .ok_or_else(|| {
                DeskError::new(ErrorCode::KeyMissing, "the keyring holds no secret for the sheet")
            })?;
        let decoded = |text: &str| BASE64.decode(text).map_err(|_| unreadable());
        let nonce: [u8; 24] = decoded(&self.nonce)?.try_into().map_err(|_| unreadable())?;
        let wrapping = derive(pin, &secret, &decoded(&self.salt)?, self.cost)?;
        let Some(key) = decrypt(&wrapping, nonce, &decoded(&self.wrapped)?, &label(self.id)) else {
            return Ok(None);
        };
        Ok(Some(Zeroizing::new(
            key[..].try_into().map_err(|_| unreadable())?,
        )))
    }

    /// Takes the secret out of the keyring.
    ///
    /// # Errors
    /// `KeyringUnavailable`.
    pub(super) fn forget(&self, secrets: &dyn SecretStore) -> Result<(), DeskError> {
        secrets.delete(&secret_name(self.id))
    }
}

/// What the file says without any key; nothing of it is personal.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Header {
    version: u32,
    /// When the sheet was made.
    pub(super) made_at: DateTime<Utc>,
    /// How many days it shows.
    pub(super) days: u32,
    /// Its title: what it is and when it was made.
    pub(super) title: String,
    /// What opens it without a store.
    pub(super) pin: Option<PinSlot>,
    nonce: String,
}

/// A sheet as it lies on disk.
pub(super) struct Sealed {
    pub(super) header: Header,
    /// Everything before the content, which is authenticated with it.
    head: Vec<u8>,
    content: Vec<u8>,
}

impl Sealed {
    /// Encrypts a sheet.
    ///
    /// # Errors
    /// `Internal`.
    pub(super) fn make(
        random: &dyn Random,
        key: &Key,
        pin: Option<PinSlot>,
        paper: &super::SheetPaper,
    ) -> Result<Self, DeskError> {
        let mut nonce = [0; 24];
        random.fill(&mut nonce);
        let header = Header {
            version: VERSION,
            made_at: paper.made_at,
            days: paper.days,
            title: paper.title.clone(),
            pin,
            nonce: BASE64.encode(nonce),
        };
        let mut head = MAGIC.to_vec();
        serde_json::to_writer(&mut head, &header)
            .map_err(|error| DeskError::internal(format!("the sheet's header cannot be written: {error}")))?;
        head.push(b'\n');
        let content = encrypt(key, nonce, &paper.bytes, &head)?;
        Ok(Self {
            header,
            head,
            content,
        })
    }

    /// Reads the file's bytes.
    ///
    /// # Errors
    /// `FileUnreadable`; `StoreTooNew` for a shape of a newer application.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, DeskError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or_else(unreadable)?;
        let end = rest
            .iter()
            .position(|byte| *byte == b'\n')
            .ok_or_else(unreadable)?;
        let header: Header = serde_json::from_slice(&rest[..end]).map_err(|_| unreadable())?;
        if header.version > VERSION {
            return Err(DeskError::new(
                ErrorCode::StoreTooNew,
                "the sheet was written by a newer version",
            ));
        }
        let (head, content) = bytes.split_at(MAGIC.len() + end + 1);
        Ok(Self {
            header,
            head: head.to_vec(),
            content: content.to_vec(),
        })
    }

    /// The file's bytes.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        [&self.head[..], &self.content[..]].concat()
    }

    /// The sheet.
    ///
    /// # Errors
    /// `FileUnreadable` when the key is another one, or the file was changed.
    pub(super) fn open(&self, key: &Key) -> Result<super::SheetPaper, DeskError> {
        let nonce = BASE64.decode(&self.header.nonce).map_err(|_| unreadable())?;
        let nonce: [u8; 24] = nonce.try_into().map_err(|_| unreadable())?;
        let bytes = decrypt(key, nonce, &self.content, &self.head).ok_or_else(unreadable)?;
        Ok(super::SheetPaper {
            made_at: self.header.made_at,
            days: self.header.days,
            title: self.header.title.clone(),
            bytes: bytes.to_vec(),
        })
    }
}

/// 32 random bytes.
pub(super) fn random_key(random: &dyn Random) -> Key {
    let mut key = Zeroizing::new([0; 32]);
    random.fill(&mut *key);
    key
}

fn derive(pin: &str, secret: &[u8], salt: &[u8], cost: Cost) -> Result<Key, DeskError> {
    let failed = |_| DeskError::internal("the PIN cannot be hashed");
    let params = Params::new(cost.memory_kib, cost.passes, 1, Some(32)).map_err(failed)?;
    let argon2 =
        Argon2::new_with_secret(secret, Algorithm::Argon2id, Version::V0x13, params).map_err(failed)?;
    let mut key = Zeroizing::new([0; 32]);
    argon2
        .hash_password_into(pin.as_bytes(), salt, &mut *key)
        .map_err(failed)?;
    Ok(key)
}

fn encrypt(key: &Key, nonce: [u8; 24], content: &[u8], label: &[u8]) -> Result<Vec<u8>, DeskError> {
    XChaCha20Poly1305::new((&**key).into())
        .encrypt(
            &XNonce::from(nonce),
            Payload {
                msg: content,
                aad: label,
            },
        )
        .map_err(|_| DeskError::internal("the sheet cannot be encrypted"))
}

fn decrypt(key: &Key, nonce: [u8; 24], content: &[u8], label: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    XChaCha20Poly1305::new((&**key).into())
        .decrypt(
            &XNonce::from(nonce),
            Payload {
                msg: content,
                aad: label,
            },
        )
        .map(Zeroizing::new)
        .ok()
}

/// Binds the wrapped key to its secret.
fn label(id: Uuid) -> Vec<u8> {
    format!("frontdesk sheet key {id}").into_bytes()
}

/// The name of the secret in the keyring.
fn secret_name(id: Uuid) -> String {
    format!("sheet/{id}")
}

fn unreadable() -> DeskError {
    DeskError::new(ErrorCode::FileUnreadable, "the kept sheet cannot be read")
}
