//! What a patient form must hold before it is accepted. Each refusal names the field.

use chrono::NaiveDate;

use super::PatientForm;
use crate::adapters;
use crate::connections::Vendor;
use crate::error::DeskError;

/// The longest name, e-mail or phone that is accepted, in characters.
const LONGEST: usize = 100;
/// The longest free text, in characters.
const LONGEST_TEXT: usize = 1000;

/// Nobody is known to have lived longer, in whole years.
const OLDEST: u32 = 130;

/// What only some vendors need or keep, and the birth date as a new one. `before`: the form as it was, empty for a
/// new patient; `today`: at the clinic.
///
/// # Errors
/// `NotFound` where there are no patients; `InvalidField` with the field and one of `required`, `not-kept`,
/// `in-future`, `too-old`.
pub(crate) fn checked_for(
    form: &PatientForm,
    before: &PatientForm,
    vendor: Vendor,
    today: NaiveDate,
) -> Result<(), DeskError> {
    let rules = adapters::patient_rules(vendor).ok_or_else(|| DeskError::not_found("connection"))?;
    if form.phone.is_empty() && rules.phone_required {
        return Err(DeskError::invalid("phone", "required"));
    }
    // What stands there already is not given here: a vendor may show what it takes from nobody.
    let given = |text: &Option<String>, was: &Option<String>| {
        text != was && text.as_ref().is_some_and(|text| !text.is_empty())
    };
    let kept = [
        ("phone2", rules.phone2, given(&form.phone2, &before.phone2)),
        (
            "birth_date",
            rules.birth_date,
            form.birth_date.is_some() && form.birth_date != before.birth_date,
        ),
        (
            "national_id",
            rules.national_id,
            given(&form.national_id, &before.national_id),
        ),
        ("sex", rules.sex, form.sex.is_some() && form.sex != before.sex),
        (
            "preferences",
            rules.preferences,
            given(&form.preferences, &before.preferences),
        ),
    ];
    if let Some((field, ..)) = kept.into_iter().find(|(_, kept, given)| *given && !kept) {
        return Err(DeskError::invalid(field, "not-kept"));
    }
    // What stands at the vendor already is not this person's slip.
    match form.birth_date.filter(|_| form.birth_date != before.birth_date) {
        Some(birth) => checked_birth(birth, today),
        None => Ok(()),
    }
}

fn checked_birth(birth: NaiveDate, today: NaiveDate) -> Result<(), DeskError> {
    match today.years_since(birth) {
        None => Err(DeskError::invalid("birth_date", "in-future")),
        Some(years) if years > OLDEST => Err(DeskError::invalid("birth_date", "too-old")),
        Some(_) => Ok(()),
    }
}

/// The form trimmed and checked, as far as that is the same for all vendors.
///
/// # Errors
/// `InvalidField` with the field and one of `required`, `too-long`, `not-a-phone`, `not-an-email`,
/// `not-a-national-id`.
pub(crate) fn checked(form: PatientForm) -> Result<PatientForm, DeskError> {
    let form = PatientForm {
        last_name: trimmed(&form.last_name),
        first_name: trimmed(&form.first_name),
        phone: trimmed(&form.phone),
        phone2: form.phone2.as_deref().map(trimmed),
        email: trimmed(&form.email),
        national_id: form.national_id.as_deref().map(trimmed),
        sex: form.sex,
        preferences: form.preferences.as_deref().map(trimmed),
        birth_date: form.birth_date,
    };
    for (field, value) in [("last_name", &form.last_name), ("first_name", &form.first_name)] {
        if value.is_empty() {
            return Err(DeskError::invalid(field, "required"));
        }
    }
    let short = [
        ("last_name", Some(&form.last_name)),
        ("first_name", Some(&form.first_name)),
        ("phone", Some(&form.phone)),
        ("phone2", form.phone2.as_ref()),
        ("email", Some(&form.email)),
        ("national_id", form.national_id.as_ref()),
    ];
    for (field, value) in short {
        if value.is_some_and(|value| value.chars().count() > LONGEST) {
            return Err(DeskError::invalid(field, "too-long"));
        }
    }
    if form
        .preferences
        .as_ref()
        .is_some_and(|text| text.chars().count() > LONGEST_TEXT)
    {
        return Err(DeskError::invalid("preferences", "too-long"));
    }
    for (field, value) in [("phone", Some(&form.phone)), ("phone2", form.phone2.as_ref())] {
        if value.is_some_and(|value| !value.is_empty() && !is_phone(value)) {
            return Err(DeskError::invalid(field, "not-a-phone"));
        }
    }
    if !form.email.is_empty() && !is_email(&form.email) {
        return Err(DeskError::invalid("email", "not-an-email"));
    }
    if form.national_id.as_ref().is_some_and(|id| !is_national_id(id)) {
        return Err(DeskError::invalid("national_id", "not-a-national-id"));
    }
    Ok(form)
}

fn trimmed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_phone(text: &str) -> bool {
    text.chars().filter(char::is_ascii_digit).count() >= 5
        && text.chars().all(|c| c.is_ascii_digit() || "+ ()-./".contains(c))
}

fn is_email(text: &str) -> bool {
    !text.contains(' ')
        && text.split_once('@').is_some_and(|(user, host)| {
            !user.is_empty()
                && host.contains('.')
                && !host.starts_with('.')
                && !host.ends_with('.')
                && !host.contains('@')
        })
}

/// Foreign documents are taken as they are; thirteen digits are a Romanian CNP and must pass its control
/// digit, because a slip of a finger there is somebody else.
fn is_national_id(text: &str) -> bool {
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    if text.len() != 13 || digits.len() != 13 {
        return text.chars().all(|c| c.is_alphanumeric() || " -./".contains(c));
    }
    const WEIGHTS: [u32; 12] = [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9];
    let sum: u32 = digits
        .iter()
        .zip(WEIGHTS)
        .map(|(digit, weight)| digit * weight)
        .sum();
    let control = if sum % 11 == 10 { 1 } else { sum % 11 };
    digits.last() == Some(&control)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> PatientForm {
        PatientForm {
            last_name: " Țuțuianu ".into(),
            first_name: "Ștefan  Ion".into(),
            phone: "0720 123 123".into(),
            ..PatientForm::default()
        }
    }

    fn today() -> NaiveDate {
        "2026-11-23".parse().unwrap()
    }

    fn refusal(form: PatientForm) -> (String, String) {
        let error = checked(form).unwrap_err();
        (error.params.0["field"].clone(), error.params.0["reason"].clone())
    }

    #[test]
    fn white_space_is_tidied() {
        let form = checked(form()).unwrap();
        assert_eq!(
            (form.last_name.as_str(), form.first_name.as_str()),
            ("Țuțuianu", "Ștefan Ion")
        );
    }

    #[test]
    fn each_refusal_names_its_field() {
        assert_eq!(
            refusal(PatientForm {
                last_name: "  ".into(),
                ..form()
            }),
            ("last_name".into(), "required".into())
        );
        assert_eq!(
            refusal(PatientForm {
                phone: "abc12345".into(),
                ..form()
            }),
            ("phone".into(), "not-a-phone".into())
        );
        assert_eq!(
            refusal(PatientForm {
                email: "a@b".into(),
                ..form()
            }),
            ("email".into(), "not-an-email".into())
        );
        assert_eq!(
            refusal(PatientForm {
                first_name: "a".repeat(101),
                ..form()
            }),
            ("first_name".into(), "too-long".into())
        );
    }

    #[test]
    fn a_phone_is_needed_and_free_text_kept_by_some_vendors_only() {
        let without = PatientForm {
            phone: String::new(),
            ..form()
        };
        assert!(checked(without.clone()).is_ok());
        let reason = |form: &PatientForm, vendor| {
            checked_for(form, &PatientForm::default(), vendor, today())
                .err()
                .map(|error| error.params.0["reason"].clone())
        };
        assert_eq!(reason(&without, Vendor::Medsoft).as_deref(), Some("required"));
        assert_eq!(reason(&without, Vendor::Alfadocs), None);
        let with = PatientForm {
            preferences: Some("mornings".into()),
            ..form()
        };
        assert_eq!(reason(&with, Vendor::Medsoft), None);
        assert_eq!(reason(&with, Vendor::Alfadocs).as_deref(), Some("not-kept"));
        let none = checked_for(&with, &PatientForm::default(), Vendor::Gensoft, today());
        assert_eq!(none.unwrap_err().code, crate::error::ErrorCode::NotFound);
    }

    #[test]
    fn a_birth_date_is_of_somebody_alive_and_kept_by_some_vendors_only() {
        let born = |date: &str| PatientForm {
            birth_date: Some(date.parse().unwrap()),
            ..form()
        };
        let refused = |form: &PatientForm, before: &PatientForm, vendor| {
            checked_for(form, before, vendor, today()).err().map(|error| {
                assert_eq!(error.params.0["field"], "birth_date");
                error.params.0["reason"].clone()
            })
        };
        let nothing = PatientForm::default();
        for (date, reason) in [
            ("1974-01-31", None),
            ("2026-11-23", None),
            ("2026-11-24", Some("in-future")),
            ("1895-11-24", None),
            ("1895-11-23", Some("too-old")),
            ("0074-01-31", Some("too-old")),
        ] {
            let refusal = refused(&born(date), &nothing, Vendor::Alfadocs);
            assert_eq!(refusal.as_deref(), reason, "{date}");
        }
        let (odd, slip) = (born("0074-01-31"), born("0075-01-31"));
        assert_eq!(
            refused(&odd, &odd, Vendor::Alfadocs),
            None,
            "stands there already"
        );
        assert_eq!(refused(&slip, &odd, Vendor::Alfadocs).as_deref(), Some("too-old"));
        assert_eq!(
            refused(&born("1974-01-31"), &nothing, Vendor::Medsoft).as_deref(),
            Some("not-kept")
        );
        assert_eq!(
            refused(&born("1974-01-31"), &born("1974-01-31"), Vendor::Medsoft),
            None,
            "the vendor shows it, and this edit leaves it alone"
        );
        assert_eq!(
            refused(&born("1974-02-01"), &born("1974-01-31"), Vendor::Medsoft).as_deref(),
            Some("not-kept")
        );
    }

    #[test]
    fn a_national_id_of_thirteen_digits_must_pass_its_control_digit() {
        let with = |id: &str| PatientForm {
            national_id: Some(id.into()),
            ..form()
        };
        // Made from an invented birth date and number; the last digit is computed.
        assert!(checked(with("1800101221144")).is_ok());
        assert_eq!(
            refusal(with("1800101221145")),
            ("national_id".into(), "not-a-national-id".into())
        );
        assert!(
            checked(with("X-123456")).is_ok(),
            "a foreign document is taken as it is"
        );
    }
}
