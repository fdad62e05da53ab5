//! `create-call`: an invitation by e-mail or text message, and a confirmation to the practice.

use chrono::{DateTime, NaiveDateTime, Utc};

use super::client::{Form, Videodoktor, one, wanted};
use super::operations::CREATE_CALL;
use super::start::check_start;
use crate::refusal::text;
use crate::row::row;
use crate::rules::{intact, silent_debug};
use crate::{FromObject as _, VendorError};

/// A new call.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct CreateCall {
    /// `pacient_jmeno`: the patient's name, 6 to 64 characters.
    pub name: String,
    /// `pacient_email`: 6 to 256 characters. One of e-mail and phone is needed.
    pub email: Option<String>,
    /// `pacient_telefon`: nine digits, no prefix.
    pub phone: Option<String>,
    /// `pacient_narozen`: the year of birth, four digits.
    pub birth_year: String,
    /// `meet_start`: Czech local time.
    pub start: NaiveDateTime,
}

silent_debug!(CreateCall);

row! {
    /// The call that was made.
    pub struct CreatedCall {
        /// Its id.
        id: String = "meet_id",
        /// Where patient and doctor meet.
        url: String = "meet_url",
    }
}

impl Videodoktor {
    /// Makes a call; mails go out at once. `now` is the time that the beginning must lie after.
    ///
    /// # Errors
    /// `Invalid` naming the field for a value outside the document's limits; `Refused` with a code; else those of
    /// the call.
    pub async fn create_call(
        &self,
        request: &CreateCall,
        now: DateTime<Utc>,
    ) -> Result<CreatedCall, VendorError> {
        request.check(now)?;
        let start = self.account().start_format.write(request.start);
        if start.is_empty() {
            return Err(invalid(
                "meet_start",
                "the connection's time format cannot be written",
            ));
        }
        let mut form: Form = vec![("pacient_jmeno", request.name.clone())];
        form.extend(request.email().map(|email| ("pacient_email", email.to_owned())));
        form.extend(request.phone().map(|phone| ("pacient_telefon", phone.to_owned())));
        form.push(("pacient_narozen", request.birth_year.clone()));
        form.push(("meet_start", start));
        self.send(&CREATE_CALL, form, |raw| {
            let object = one(raw)?;
            // An id may look like a code; what comes with an address was made.
            if wanted(&object, "meet_url").is_none() {
                wanted(&object, "meet_id")?;
            } else {
                text(&object, "meet_id")?;
            }
            Some(CreatedCall::from_object(object))
        })
        .await
    }
}

fn invalid(field: &'static str, message: &str) -> VendorError {
    VendorError::invalid(CREATE_CALL.name, field, message)
}

fn digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|digit| digit.is_ascii_digit())
}

impl CreateCall {
    fn email(&self) -> Option<&str> {
        self.email.as_deref().filter(|email| !email.is_empty())
    }

    fn phone(&self) -> Option<&str> {
        self.phone.as_deref().filter(|phone| !phone.is_empty())
    }

    /// The document's limits; empty e-mail or phone counts as not given.
    ///
    /// # Errors
    /// `Invalid` naming the field.
    pub fn check(&self, now: DateTime<Utc>) -> Result<(), VendorError> {
        let length = self.name.trim().chars().count();
        if length < 6 || self.name.chars().count() > 64 {
            return Err(invalid(
                "pacient_jmeno",
                "pacient_jmeno must have 6 to 64 characters",
            ));
        }
        intact(CREATE_CALL.name, "pacient_jmeno", &self.name)?;
        if self.email().is_none() && self.phone().is_none() {
            return Err(invalid(
                "pacient_email",
                "one of pacient_email and pacient_telefon is required",
            ));
        }
        if let Some(email) = self.email()
            && !(6..=256).contains(&email.chars().count())
        {
            return Err(invalid(
                "pacient_email",
                "pacient_email must have 6 to 256 characters",
            ));
        }
        if self.phone().is_some_and(|phone| !digits(phone, 9)) {
            return Err(invalid(
                "pacient_telefon",
                "pacient_telefon must be nine digits without a prefix",
            ));
        }
        if !digits(&self.birth_year, 4) {
            return Err(invalid(
                "pacient_narozen",
                "pacient_narozen must be a year of four digits",
            ));
        }
        check_start(CREATE_CALL.name, self.start, now)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{NOW, answering, form_of};
    use super::super::{StartFormat, parse_start};
    use super::*;
    use crate::ErrorKind;

    fn request() -> CreateCall {
        CreateCall {
            name: "Jana Nováková & syn".to_owned(),
            email: Some("jana+1@posta.example".to_owned()),
            phone: Some("700000111".to_owned()),
            birth_year: "1980".to_owned(),
            start: parse_start("2030-11-23T10:00").unwrap(),
        }
    }

    #[tokio::test]
    async fn every_field_travels_in_the_form_and_the_call_comes_back() {
        let (client, stub) = answering(r#"{"meet_id":"k7","meet_url":"https://call.example/k7"}"#);
        let made = client.create_call(&request(), NOW()).await.unwrap();
        assert_eq!(stub.calls(), ["POST /api_verify/", "POST /api_meet_add/"]);
        assert_eq!(
            form_of(&stub.seen()[1]),
            "token=tok-1&pacient_jmeno=Jana%20Nov%C3%A1kov%C3%A1%20%26%20syn\
             &pacient_email=jana%2B1%40posta.example&pacient_telefon=700000111&pacient_narozen=1980\
             &meet_start=23.11.2030.10.00"
        );
        assert_eq!(
            (made.id.as_deref(), made.url.as_deref()),
            (Some("k7"), Some("https://call.example/k7"))
        );
    }

    #[tokio::test]
    async fn the_connections_format_is_written_and_what_is_not_given_is_left_out() {
        let (client, stub) = answering(r#"{"meet_id":5,"meet_url":"httpsx"}"#);
        let mut account = client.account().clone();
        account.start_format = StartFormat::Sortable;
        let client = Videodoktor::new(account, stub.clone()).unwrap();
        let plain = CreateCall {
            email: Some(String::new()),
            ..request()
        };
        client.create_call(&plain, NOW()).await.unwrap();
        let form = form_of(&stub.seen()[1]);
        assert!(form.ends_with("&meet_start=2030-11-23%2010%3A00%3A00"), "{form}");
        assert!(!form.contains("pacient_email"), "{form}");
    }

    #[tokio::test]
    async fn limits_are_checked_before_anything_leaves() {
        let long = "x".repeat(257);
        for (field, change) in [
            (
                "pacient_jmeno",
                (|r| r.name = "Jana".to_owned()) as fn(&mut CreateCall),
            ),
            ("pacient_jmeno", |r| r.name = "   Jana   ".to_owned()),
            ("pacient_jmeno", |r| r.name = "ž".repeat(65)),
            ("pacient_jmeno", |r| r.name = "Jana Nov\u{fffd}kova".to_owned()),
            ("pacient_email", |r| {
                (r.email, r.phone) = (None, Some(String::new()))
            }),
            ("pacient_email", |r| r.email = Some("a@b.c".to_owned())),
            ("pacient_telefon", |r| r.phone = Some("+42070000011".to_owned())),
            ("pacient_telefon", |r| r.phone = Some("70000011".to_owned())),
            ("pacient_telefon", |r| r.phone = Some("70000011a".to_owned())),
            ("pacient_narozen", |r| r.birth_year = "80".to_owned()),
            ("pacient_narozen", |r| r.birth_year = "19801".to_owned()),
            ("pacient_narozen", |r| r.birth_year = "198x".to_owned()),
            ("meet_start", |r| {
                r.start = parse_start("2020-11-23T10:00").unwrap()
            }),
            ("meet_start", |r| {
                r.start = parse_start("2030-11-23T03:30").unwrap()
            }),
        ] {
            let (client, stub) = answering("{}");
            let mut request = request();
            change(&mut request);
            let error = client.create_call(&request, NOW()).await.unwrap_err();
            assert_eq!((error.kind, error.field), (ErrorKind::Invalid, Some(field)));
            assert!(stub.calls().is_empty());
        }
        let mut request = request();
        request.email = Some(long);
        assert_eq!(request.check(NOW()).unwrap_err().field, Some("pacient_email"));
    }

    #[tokio::test]
    async fn the_limits_themselves_are_allowed() {
        for change in [
            (|r| r.name = "Jan No".to_owned()) as fn(&mut CreateCall),
            |r| r.name = "ž".repeat(64),
            |r| (r.email, r.phone) = (Some("a@bc.d".to_owned()), None),
            |r| r.email = Some("x".repeat(256)),
            |r| r.email = None,
        ] {
            let mut request = request();
            change(&mut request);
            request.check(NOW()).unwrap();
        }
    }

    #[tokio::test]
    async fn a_yes_without_an_id_is_no_call() {
        let (client, _) = answering(r#"{"meet_id":"","meet_url":"","stav":"X023"}"#);
        let error = client.create_call(&request(), NOW()).await.unwrap_err();
        assert_eq!(
            (error.kind, error.vendor_code.as_deref()),
            (ErrorKind::Refused, Some("X023"))
        );
        let (client, _) = answering(r#"{"meet_id":"X024"}"#);
        let error = client.create_call(&request(), NOW()).await.unwrap_err();
        assert_eq!(error.vendor_code.as_deref(), Some("X024"));
    }
}
