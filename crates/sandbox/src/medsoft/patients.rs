//! §2 to §4: find, create and change patients.

use chrono::{Datelike, NaiveDate};
use serde_json::{Map, Value};

use super::ask::{Ask, Refusal, Rows, code, invalid, text, unknown};
use super::clinic::{Clinic, Patient};
use super::dialect::{BirthFilter, CodeFilter, EmptySearch};
use crate::json::{Json, Row};
use crate::text::{digits, fold};

/// The parameters of a search, ready to compare.
#[derive(Default)]
struct Wanted {
    words: Vec<String>,
    last: Option<String>,
    first: Option<String>,
    phone: Option<String>,
    birth: Option<NaiveDate>,
    birth_month_only: bool,
    cnp: Option<String>,
    code: Option<u32>,
}

impl Wanted {
    fn read(ask: &Ask) -> Result<Self, Refusal> {
        let folded = |name| ask.param(name).map(fold);
        let birth = match ask.param("dataNastere") {
            None => None,
            Some(text) => Some(
                NaiveDate::parse_from_str(text, "%Y-%m-%d")
                    .map_err(|_| invalid("dataNastere trebuie să aibă forma AAAA-LL-ZZ."))?,
            ),
        };
        let honoured = ask.dialect.code_filter == CodeFilter::Honoured;
        let code = match ask.param("cod_pacient").filter(|_| honoured) {
            None => None,
            Some(text) => Some(code(text, "cod_pacient")?),
        };
        let mut wanted = Self {
            words: ask
                .param("search")
                .map(fold)
                .unwrap_or_default()
                .split_whitespace()
                .map(str::to_owned)
                .collect(),
            last: folded("nume"),
            first: folded("prenume"),
            phone: ask.param("telefon").map(digits),
            birth,
            birth_month_only: false,
            cnp: ask.param("cnp").map(str::to_owned),
            code,
        };
        if ask.dialect.birth_filter == BirthFilter::Loose {
            wanted.birth_month_only = true;
            let alone = Self {
                birth: None,
                ..Self {
                    birth_month_only: false,
                    ..wanted
                }
            };
            let others = !alone.is_empty();
            wanted = Self {
                birth_month_only: true,
                birth: birth.filter(|_| !others),
                ..alone
            };
        }
        Ok(wanted)
    }

    fn is_empty(&self) -> bool {
        self.words.is_empty()
            && self.last.is_none()
            && self.first.is_none()
            && self.phone.is_none()
            && self.birth.is_none()
            && self.cnp.is_none()
            && self.code.is_none()
    }

    fn matches(&self, number: u32, patient: &Patient) -> bool {
        let holds = |stored: &Option<String>, wanted: &str| {
            stored
                .as_ref()
                .is_some_and(|stored| !wanted.is_empty() && digits(stored).contains(wanted))
        };
        let born = |wanted: NaiveDate| {
            patient.birth.is_some_and(|birth| match self.birth_month_only {
                true => (birth.year(), birth.month()) == (wanted.year(), wanted.month()),
                false => birth == wanted,
            })
        };
        self.code.is_none_or(|code| code == number)
            && self
                .words
                .iter()
                .all(|word| patient.haystack.contains(word.as_str()))
            && self
                .last
                .as_ref()
                .is_none_or(|last| fold(&patient.last).contains(last.as_str()))
            && self
                .first
                .as_ref()
                .is_none_or(|first| fold(&patient.first).contains(first.as_str()))
            && self
                .phone
                .as_ref()
                .is_none_or(|phone| holds(&patient.phone, phone) || holds(&patient.second_phone, phone))
            && self
                .cnp
                .as_ref()
                .is_none_or(|cnp| patient.cnp.as_ref() == Some(cnp))
            && self.birth.is_none_or(born)
    }
}

/// §2. All parameters must hold; disabled patients are left out.
pub(crate) fn find(clinic: &Clinic, ask: &Ask) -> Rows {
    let wanted = Wanted::read(ask)?;
    let limit = match (ask.dialect.empty_search, wanted.is_empty()) {
        (EmptySearch::Capped(limit), _) => limit,
        (EmptySearch::Empty, true) => 0,
        (EmptySearch::Refused, true) => {
            return Err(invalid("Este necesar cel puțin un criteriu de căutare."));
        }
        _ => usize::MAX,
    };
    let search = ask.param("search");
    let found = clinic
        .patients
        .iter()
        .filter(|(number, patient)| patient.enabled && wanted.matches(**number, patient));
    Ok(found
        .take(limit)
        .map(|(number, patient)| row(ask, *number, patient, search, true))
        .collect())
}

/// A patient's row. Answers to writes lack `cnp` and `data_nastere` and echo the e-mail (samples of §3 and §4).
fn row(ask: &Ask, number: u32, patient: &Patient, search: Option<&str>, whole: bool) -> Json {
    let mut row = Row::new()
        .int("_cod_pacient", number)
        .maybe_text("_search", search)
        .int("cod_pacient", number);
    if whole {
        row = row.maybe_text("cnp", patient.cnp.as_deref());
    }
    row = row
        .text("nume", ask.name(&patient.last))
        .text("prenume", ask.name(&patient.first));
    if whole {
        row = row.maybe_text("data_nastere", patient.birth.map(|birth| birth.to_string()));
    }
    row.maybe_text("tel", patient.phone.as_deref())
        .maybe_text("email", patient.email.as_deref())
        .into()
}

fn required(fields: &Map<String, Value>, name: &str, may_be_blank: bool) -> Result<String, Refusal> {
    let value = text(fields, name)?.ok_or_else(|| invalid(format!("Câmpul {name} este obligatoriu.")))?;
    if value.is_empty() && !may_be_blank {
        return Err(invalid(format!("Câmpul {name} este obligatoriu.")));
    }
    Ok(value)
}

/// Lays the optional fields over a patient; a field that is not sent changes nothing.
fn lay_optional(patient: &mut Patient, fields: &Map<String, Value>) -> Result<(), Refusal> {
    if let Some(phone) = text(fields, "tel2")? {
        patient.second_phone = filled(phone);
    }
    if let Some(cnp) = text(fields, "cnp")? {
        patient.cnp = filled(cnp);
    }
    if let Some(preferences) = text(fields, "preferinte")? {
        patient.preferences = filled(preferences);
    }
    match text(fields, "sex")?.as_deref() {
        None => {}
        Some(sex @ ("1" | "2")) => patient.sex = Some(sex.to_owned()),
        Some(_) => return Err(invalid("Câmpul sex poate fi 1, 2 sau null.")),
    }
    Ok(())
}

fn filled(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

/// §3.
pub(crate) fn create(clinic: &mut Clinic, ask: &Ask) -> Rows {
    let fields = ask.object()?;
    let mut patient = Patient {
        last: required(&fields, "nume", false)?.to_uppercase(),
        first: required(&fields, "prenume", false)?.to_uppercase(),
        birth: None,
        cnp: None,
        phone: Some(required(&fields, "tel1", false)?),
        second_phone: None,
        email: text(&fields, "email")?.and_then(filled),
        sex: None,
        preferences: None,
        enabled: true,
        haystack: String::new(),
    };
    lay_optional(&mut patient, &fields)?;
    let number = clinic.add_patient(patient.clone());
    Ok(vec![row(ask, number, &patient, patient.email.as_deref(), false)])
}

/// §4: the four fields always, the optional ones where sent. A phone or e-mail may be sent blank: who has none would
/// otherwise be unchangeable.
pub(crate) fn update(clinic: &mut Clinic, ask: &Ask, number: &str) -> Rows {
    let number = code(number, "codPacient")?;
    let fields = ask.object()?;
    let known = clinic.patients.get(&number).filter(|patient| patient.enabled);
    let mut patient = known.ok_or_else(|| unknown("Pacientul"))?.clone();
    patient.last = required(&fields, "nume", false)?.to_uppercase();
    patient.first = required(&fields, "prenume", false)?.to_uppercase();
    patient.phone = filled(required(&fields, "tel1", true)?);
    patient.email = filled(required(&fields, "email", true)?);
    lay_optional(&mut patient, &fields)?;
    patient.index();
    let answer = row(ask, number, &patient, patient.email.as_deref(), false);
    clinic.patients.insert(number, patient);
    Ok(vec![answer])
}
