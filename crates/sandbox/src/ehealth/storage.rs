//! The storage of documents: addresses that are good for a while and for nobody's token.

use bytes::Bytes;
use chrono::{DateTime, Duration, Utc};
use http::{Request, Response, StatusCode, header};

use super::routes::BASE_PATH;
use crate::pdf;
use crate::reply::typed;

/// How long an address is good.
const LIFE: Duration = Duration::minutes(10);

/// The FNV-1a sum of everything that an address says: no secret, but nobody changes an address by accident.
fn signature(seed: u64, id: &str, name: &str, end: i64) -> String {
    let sum = format!("{seed}/{id}/{name}/{end}")
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| {
            (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    format!("{sum:016x}")
}

/// The address of a document for ten minutes.
pub(crate) fn link(origin: &str, seed: u64, id: &str, name: &str, now: DateTime<Utc>) -> String {
    let end = (now + LIFE).timestamp();
    let signature = signature(seed, id, name, end);
    format!("{origin}{BASE_PATH}/storage/{id}/media/{name}?expires={end}&signature={signature}")
}

fn refused(status: StatusCode, code: &str) -> Response<Bytes> {
    typed(
        status,
        format!("<?xml version='1.0' encoding='UTF-8'?><Error><Code>{code}</Code></Error>"),
        "application/xml",
    )
}

/// A document, for whoever holds its address. A bearer beside the signature is refused, as public storages do.
pub(crate) fn answer(
    request: &Request<Bytes>,
    seed: u64,
    id: &str,
    name: &str,
    now: DateTime<Utc>,
) -> Response<Bytes> {
    if request.headers().contains_key(header::AUTHORIZATION) {
        return refused(StatusCode::BAD_REQUEST, "OnlyOneAuthMechanismAllowed");
    }
    let query = request.uri().query().unwrap_or_default();
    let param = |wanted: &str| {
        url::form_urlencoded::parse(query.as_bytes())
            .find(|(sent, _)| sent == wanted)
            .map(|(_, value)| value.into_owned())
    };
    let end: Option<i64> = param("expires").and_then(|end| end.parse().ok());
    let Some(end) = end.filter(|end| param("signature") == Some(signature(seed, id, name, *end))) else {
        return refused(StatusCode::FORBIDDEN, "SignatureDoesNotMatch");
    };
    if now.timestamp() >= end {
        return refused(StatusCode::BAD_REQUEST, "ExpiredToken");
    }
    if name.ends_with(".pdf") {
        let lines = [name.to_owned(), id.to_owned()];
        return typed(StatusCode::OK, pdf::page(&lines), "application/pdf");
    }
    typed(
        StatusCode::OK,
        b"0\x82\x01\x00\x06\x09*\x86H\x86\xF7\x0D\x01\x07\x02".as_slice(),
        "application/pkcs7-mime",
    )
}
