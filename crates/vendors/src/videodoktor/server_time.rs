//! `server-time`: what the vendor's clock says.

use chrono::{DateTime, MappedLocalTime, NaiveDateTime, TimeDelta, TimeZone as _, Utc};
use http::{Method, StatusCode};

use super::ZONE;
use super::client::{Videodoktor, one, read, wanted};
use super::operations::SERVER_TIME;
use super::start::parse_vendor_time;
use crate::row::row;
use crate::{FromObject as _, VendorError};

row! {
    /// The vendor's clock, in Czech local time and to the minute.
    pub struct ServerTime {
        /// As the vendor writes it.
        text: String = "time",
    }
}

impl ServerTime {
    /// The time, if it is in one of the formats seen.
    pub fn time(&self) -> Option<NaiveDateTime> {
        parse_vendor_time(self.text.as_deref()?)
    }

    /// How far the vendor's clock is ahead of `now`. Of an hour that comes twice, the reading nearer to `now` counts.
    pub fn ahead_of(&self, now: DateTime<Utc>) -> Option<TimeDelta> {
        let readings = match ZONE.from_local_datetime(&self.time()?) {
            MappedLocalTime::Single(time) => vec![time],
            MappedLocalTime::Ambiguous(first, second) => vec![first, second],
            MappedLocalTime::None => vec![],
        };
        readings
            .into_iter()
            .map(|time| time.with_timezone(&Utc) - now)
            .min_by_key(|ahead| ahead.abs())
    }
}

impl Videodoktor {
    /// The vendor's clock. The document says neither that it takes a token nor that it takes none: it is asked
    /// without, by GET if POST is not allowed, and with a token if the vendor wants one.
    ///
    /// # Errors
    /// Those of the call.
    pub async fn server_time(&self) -> Result<ServerTime, VendorError> {
        let found = |raw: &serde_json::value::RawValue| {
            let object = one(raw)?;
            wanted(&object, "time")?;
            Some(ServerTime::from_object(object))
        };
        let name = SERVER_TIME.name;
        let mut response = self.post(name, &SERVER_TIME, &vec![]).await?;
        if response.status() == StatusCode::METHOD_NOT_ALLOWED {
            let request = self.request(&SERVER_TIME, Method::GET, bytes::Bytes::new())?;
            response = self.exchange(name, request).await?;
        }
        match read(name, &response, found) {
            Err(error) if error.vendor_code.as_deref() == Some("X003") => {
                self.send(&SERVER_TIME, vec![], found).await
            }
            settled => settled,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse_start;
    use super::super::testing::{answering, asking, form_of};
    use super::*;
    use crate::testing::response;

    fn reads(text: &str) -> ServerTime {
        ServerTime {
            text: Some(text.to_owned()),
            ..ServerTime::default()
        }
    }

    #[tokio::test]
    async fn the_clock_is_asked_without_a_token_first() {
        let (client, stub) = answering(r#"{"time":"21.11.2030.01.18"}"#);
        let time = client.server_time().await.unwrap();
        assert_eq!(stub.calls(), ["POST /api_time/"]);
        assert_eq!(stub.body(), "");
        assert_eq!(time.time(), parse_start("2030-11-21T01:18"));
    }

    #[tokio::test]
    async fn a_vendor_that_wants_get_or_a_token_gets_it() {
        let (client, stub) = asking(|request| {
            Ok(if request.method() == "GET" {
                response(200, r#"{"time":"2030-11-21 01:18:30"}"#)
            } else {
                response(405, "")
            })
        });
        assert!(client.server_time().await.unwrap().time().is_some());
        assert_eq!(stub.calls(), ["POST /api_time/", "GET /api_time/"]);
        let (client, stub) = asking(|request| {
            Ok(
                match (
                    request.uri().path().ends_with("verify/"),
                    form_of(request).contains("token="),
                ) {
                    (true, _) => response(200, r#"{"token":"tok-1"}"#),
                    (_, true) => response(200, r#"{"time":"21.11.2030 01:18"}"#),
                    _ => response(200, r#"{"error":"X003"}"#),
                },
            )
        });
        assert!(client.server_time().await.unwrap().time().is_some());
        assert_eq!(
            stub.calls(),
            ["POST /api_time/", "POST /api_verify/", "POST /api_time/"]
        );
    }

    #[test]
    fn the_difference_is_measured_in_prague() {
        let now: DateTime<Utc> = "2026-01-10T10:00:30Z".parse().unwrap();
        assert_eq!(
            reads("10.01.2026.11.05").ahead_of(now),
            Some(TimeDelta::seconds(270))
        );
        assert_eq!(
            reads("10.01.2026.10.00").ahead_of(now),
            Some(TimeDelta::seconds(-3630))
        );
        // 02:30 comes twice that night, at 00:30 and 01:30 UTC.
        for at in ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"] {
            assert_eq!(
                reads("25.10.2026.02.30").ahead_of(at.parse().unwrap()),
                Some(TimeDelta::zero())
            );
        }
        assert_eq!(reads("28.03.2027.02.30").ahead_of(now), None);
        assert_eq!(reads("poledne").ahead_of(now), None);
    }
}
