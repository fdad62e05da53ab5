//! The clinic file's bytes: a head that says how it is closed, and content that only its passphrase opens.
//!
//! ```text
//! "FRONTDESK-CLINIC"  version  memory KiB  passes  lanes    salt      nonce     content            digest
//! 16 bytes            u32 LE   u32 LE      u32 LE  u32 LE   16 bytes  24 bytes  XChaCha20-Poly1305 SHA-256
//! ```
//!
//! The key is argon2id of the passphrase; everything before the content is authenticated with it. The digest over
//! all before it tells a damaged file from a wrong passphrase, which look the same to the cipher.

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::error::{DeskError, ErrorCode};
use crate::ports::Random;

const MAGIC: &[u8; 16] = b"FRONTDESK-CLINIC";
/// The shape of the file.
const VERSION: u32 = 1;
/// What argon2id is made to cost: 64 MiB and three passes, about a quarter of a second.
const COST: Cost = Cost {
    memory: 65_536,
    passes: 3,
    lanes: 1,
};
/// No file of ours costs more; one that claims to would only keep the computer busy.
const MOST: Cost = Cost {
    memory: 1_048_576,
    passes: 16,
    lanes: 16,
};
const SALT: usize = 16;
const NONCE: usize = 24;
const HEAD: usize = MAGIC.len() + 4 * 4 + SALT + NONCE;
const DIGEST: usize = 32;

#[derive(Clone, Copy)]
struct Cost {
    memory: u32,
    passes: u32,
    lanes: u32,
}

/// Closes content with a passphrase. Takes a noticeable time.
///
/// # Errors
/// `Internal`.
pub(super) fn seal(content: &[u8], passphrase: &str, random: &dyn Random) -> Result<Vec<u8>, DeskError> {
    let (mut salt, mut nonce) = ([0; SALT], [0; NONCE]);
    random.fill(&mut salt);
    random.fill(&mut nonce);
    let mut file = Vec::with_capacity(HEAD + content.len() + 16 + DIGEST);
    file.extend_from_slice(MAGIC);
    for number in [VERSION, COST.memory, COST.passes, COST.lanes] {
        file.extend_from_slice(&number.to_le_bytes());
    }
    file.extend_from_slice(&salt);
    file.extend_from_slice(&nonce);
    let key = key(passphrase, &salt, COST).map_err(|_| DeskError::internal("no key for a clinic file"))?;
    let closed = XChaCha20Poly1305::new((&*key).into())
        .encrypt(
            &XNonce::from(nonce),
            Payload {
                msg: content,
                aad: &file,
            },
        )
        .map_err(|_| DeskError::internal("a clinic file cannot be closed"))?;
    file.extend_from_slice(&closed);
    let digest = Sha256::digest(&file);
    file.extend_from_slice(&digest);
    Ok(file)
}

/// Opens a file with its passphrase. Takes a noticeable time.
///
/// # Errors
/// `FileTooNew` for a shape of a newer application; `FileUnreadable`, with the parameter `reason`: `damaged`, also for
/// what is no clinic file, or `passphrase`.
pub(super) fn open(file: &[u8], passphrase: &str) -> Result<Zeroizing<Vec<u8>>, DeskError> {
    let version = file
        .strip_prefix(MAGIC)
        .and_then(|rest| rest.first_chunk::<4>())
        .map(|bytes| u32::from_le_bytes(*bytes))
        .ok_or_else(damaged)?;
    if version > VERSION {
        return Err(DeskError::new(
            ErrorCode::FileTooNew,
            format!("the clinic file has version {version}, this application knows {VERSION}"),
        ));
    }
    let (whole, digest) = file.split_last_chunk::<DIGEST>().ok_or_else(damaged)?;
    if Sha256::digest(whole).as_slice() != digest || whole.len() < HEAD {
        return Err(damaged());
    }
    let (head, content) = whole.split_at(HEAD);
    let number = |at: usize| {
        let bytes = head.get(at..).and_then(|rest| rest.first_chunk::<4>());
        bytes.map(|bytes| u32::from_le_bytes(*bytes)).unwrap_or_default()
    };
    let first = MAGIC.len() + 4;
    let cost = Cost {
        memory: number(first),
        passes: number(first + 4),
        lanes: number(first + 8),
    };
    let too_dear = cost.memory > MOST.memory || cost.passes > MOST.passes || cost.lanes > MOST.lanes;
    let (rest, nonce) = head.split_last_chunk::<NONCE>().ok_or_else(damaged)?;
    let (_, salt) = rest.split_last_chunk::<SALT>().ok_or_else(damaged)?;
    if too_dear {
        return Err(damaged());
    }
    let key = key(passphrase, salt, cost).map_err(|_| damaged())?;
    XChaCha20Poly1305::new((&*key).into())
        .decrypt(
            &XNonce::from(*nonce),
            Payload {
                msg: content,
                aad: head,
            },
        )
        .map(Zeroizing::new)
        .map_err(|_| {
            DeskError::new(
                ErrorCode::FileUnreadable,
                "the clinic file does not open by this passphrase",
            )
            .with("reason", "passphrase")
        })
}

fn key(passphrase: &str, salt: &[u8; SALT], cost: Cost) -> Result<Zeroizing<[u8; 32]>, argon2::Error> {
    let params = Params::new(cost.memory, cost.passes, cost.lanes, Some(32))?;
    let mut key = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into(
        passphrase.as_bytes(),
        salt,
        &mut *key,
    )?;
    Ok(key)
}

pub(super) fn damaged() -> DeskError {
    DeskError::new(ErrorCode::FileUnreadable, "no clinic file, or a damaged one").with("reason", "damaged")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::ports;

    fn sealed() -> Vec<u8> {
        let (ports, _) = ports();
        seal(b"what the desks share", "a long passphrase", &*ports.random).unwrap()
    }

    fn reason(file: &[u8], passphrase: &str) -> (ErrorCode, Option<String>) {
        let error = open(file, passphrase).unwrap_err();
        (error.code, error.params.0.get("reason").cloned())
    }

    #[test]
    fn what_was_sealed_opens_by_its_passphrase_only() {
        let file = sealed();
        assert_eq!(
            open(&file, "a long passphrase").unwrap().as_slice(),
            b"what the desks share"
        );
        assert!(!file.windows(5).any(|part| part == b"desks"));
        assert_ne!(file[48..], sealed()[..48], "salt and nonce are drawn");
        let wrong = (ErrorCode::FileUnreadable, Some("passphrase".to_owned()));
        assert_eq!(reason(&file, "another passphrase"), wrong);
    }

    #[test]
    fn every_changed_byte_and_every_cut_is_noticed() {
        let file = sealed();
        for at in (0..file.len()).step_by(7) {
            let mut bad = file.clone();
            bad[at] ^= 0x10;
            // A changed version may also be one of the future.
            assert!(open(&bad, "a long passphrase").is_err(), "{at}");
            assert!(open(&file[..at], "a long passphrase").is_err(), "{at}");
        }
        let damaged = (ErrorCode::FileUnreadable, Some("damaged".to_owned()));
        assert_eq!(reason(b"%PDF-1.7 something else entirely", "x"), damaged);
        assert_eq!(reason(&file[..file.len() - 1], "a long passphrase"), damaged);
    }

    #[test]
    fn a_head_that_somebody_changed_with_its_digest_does_not_open() {
        let mut file = sealed();
        file.truncate(file.len() - DIGEST);
        file[MAGIC.len() + 8] = 2;
        let digest = Sha256::digest(&file);
        file.extend_from_slice(&digest);
        let wrong = (ErrorCode::FileUnreadable, Some("passphrase".to_owned()));
        assert_eq!(reason(&file, "a long passphrase"), wrong);
        file.truncate(file.len() - DIGEST);
        file[MAGIC.len() + 4..MAGIC.len() + 8].copy_from_slice(&u32::MAX.to_le_bytes());
        let digest = Sha256::digest(&file);
        file.extend_from_slice(&digest);
        assert_eq!(
            reason(&file, "a long passphrase").1.as_deref(),
            Some("damaged"),
            "no file makes the computer work for hours"
        );
    }

    #[test]
    fn a_file_of_a_newer_application_says_so() {
        let mut file = sealed();
        file[MAGIC.len()] = 9;
        assert_eq!(reason(&file, "a long passphrase"), (ErrorCode::FileTooNew, None));
    }
}
