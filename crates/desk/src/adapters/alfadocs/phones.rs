//! Phone numbers: AlfaDocs keeps prefix and number apart, and several of them for a patient.

use async_trait::async_trait;
use frontdesk_vendors::alfadocs::{PhoneNumber, SavePhoneNumber};
use frontdesk_vendors::{ErrorKind, VendorError};

use super::{Adapter, id, text};
use crate::adapters::{PatientPhone, PatientPhones};
use crate::patients::search::phone_digits;

/// What stands in front of a number that was typed without one: the vendor serves Italy.
const HOME: &str = "0039";
/// Country codes of two digits (ITU E.164); one digit has 1 and 7 only, all others have three.
const TWO: [&str; 44] = [
    "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48",
    "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81",
    "82", "84", "86", "90", "91", "92", "93", "94", "95", "98",
];

/// A number as AlfaDocs keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Split {
    pub(super) prefix: String,
    pub(super) number: String,
}

/// Takes a typed number apart.
pub(super) fn split(typed: &str) -> Split {
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let abroad = if typed.trim_start().starts_with('+') {
        Some(digits.as_str())
    } else {
        digits.strip_prefix("00")
    };
    let parts = abroad.and_then(|rest| {
        let code = match rest.get(..1)? {
            "1" | "7" => 1,
            _ if TWO.contains(&rest.get(..2)?) => 2,
            _ => 3,
        };
        Some((
            rest.get(..code)?,
            rest.get(code..).filter(|number| !number.is_empty())?,
        ))
    });
    match parts {
        Some((code, number)) => Split {
            prefix: format!("00{code}"),
            number: number.to_owned(),
        },
        None => Split {
            prefix: HOME.to_owned(),
            number: digits,
        },
    }
}

/// Prefix and number as people read them.
fn whole(prefix: Option<String>, number: &str) -> String {
    match text(prefix) {
        Some(prefix) => {
            let code = prefix.trim_start_matches('+');
            format!("+{} {number}", code.strip_prefix("00").unwrap_or(code))
        }
        None => number.to_owned(),
    }
}

pub(super) fn phone(row: &PhoneNumber) -> Option<PatientPhone> {
    let number = text(row.number.clone())?;
    Some(PatientPhone {
        vendor_id: row.id.map(|id| id.to_string()),
        number: whole(row.prefix.clone(), &number),
        label: text(row.label.clone()),
    })
}

impl Adapter {
    pub(super) async fn phone_rows(&self, patient: i64) -> Result<Vec<PhoneNumber>, VendorError> {
        match self.client.phone_numbers(patient).await {
            Ok(rows) => Ok(rows.rows),
            // The path is a guess; the patient's own row holds the numbers too.
            Err(error) if error.kind == ErrorKind::NotFound => {
                let row = self.client.patient(patient).await?;
                Ok(row.phones.map(|phones| phones.0.rows).unwrap_or_default())
            }
            Err(error) => Err(error),
        }
    }

    /// Makes sure that the patient has this number: in place of the first one, or as a further one. Nothing is
    /// sent when it is there already.
    pub(super) async fn put_phone(
        &self,
        patient: i64,
        known: &[PhoneNumber],
        typed: &str,
        further: bool,
    ) -> Result<(), VendorError> {
        let wanted = split(typed);
        let same = |row: &PhoneNumber| {
            let kept = row.number.as_deref().unwrap_or_default();
            phone_digits(kept) == phone_digits(&wanted.number)
        };
        if wanted.number.is_empty() || known.iter().any(same) {
            return Ok(());
        }
        let request = SavePhoneNumber {
            prefix: Some(wanted.prefix),
            number: Some(wanted.number),
            ..SavePhoneNumber::default()
        };
        match known.iter().find(|row| row.id.is_some()).filter(|_| !further) {
            Some(first) => {
                let request = SavePhoneNumber {
                    label: first.label.clone(),
                    sms_enabled: first.sms_enabled,
                    ..request
                };
                let id = first.id.unwrap_or_default();
                self.client.update_phone_number(patient, id, &request).await?;
            }
            None => {
                self.client.create_phone_number(patient, &request).await?;
            }
        }
        Ok(())
    }
}

#[async_trait]
impl PatientPhones for Adapter {
    async fn phones(&self, vendor_patient: &str) -> Result<Vec<PatientPhone>, VendorError> {
        let patient = id("phone-numbers", "patientId", vendor_patient)?;
        Ok(self.phone_rows(patient).await?.iter().filter_map(phone).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_numbers_are_taken_apart() {
        for (typed, prefix, number) in [
            ("399 000 0123", "0039", "3990000123"),
            ("+39 399-0000123", "0039", "3990000123"),
            ("0039 0472 000123", "0039", "0472000123"),
            ("0472 000123", "0039", "0472000123"),
            ("+43 512 000111", "0043", "512000111"),
            ("+420 700 000 111", "00420", "700000111"),
            ("+1 202 5550100", "001", "2025550100"),
            ("00", "0039", "00"),
        ] {
            let split = split(typed);
            assert_eq!(
                (split.prefix.as_str(), split.number.as_str()),
                (prefix, number),
                "{typed}"
            );
        }
    }

    #[test]
    fn prefix_and_number_are_read_together() {
        let row = |prefix: Option<&str>, number: &str| PhoneNumber {
            prefix: prefix.map(str::to_owned),
            number: Some(number.to_owned()),
            ..PhoneNumber::default()
        };
        for (prefix, shown) in [
            (Some("0039"), "+39 3990000123"),
            (Some("+39"), "+39 3990000123"),
            (Some(" "), "3990000123"),
            (None, "3990000123"),
        ] {
            assert_eq!(phone(&row(prefix, "3990000123")).unwrap().number, shown);
        }
        assert_eq!(phone(&row(Some("0039"), " ")), None);
    }
}
