//! The clinic's letterhead: kept among the settings, shared with the other desks by the clinic file.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension as _};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Country, Letterhead};
use crate::audit::FieldChange;
use crate::error::DeskError;

const KEY: &str = "letterhead";
/// The most bytes a logo may have.
const LOGO_LIMIT: usize = 512 * 1024;
/// The most letters of one line.
const LONGEST_LINE: usize = 200;
/// The most lines of one part.
const MOST_LINES: usize = 8;
/// The most letters of the footer and of the exemption's reference.
const LONGEST_TEXT: usize = 600;

/// A letterhead as it is kept and shared.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeptLetterhead {
    /// When it was last changed; `None`: never, nothing is set.
    #[serde(default)]
    pub changed_at: Option<DateTime<Utc>>,
    #[serde(default)]
    pub letterhead: Letterhead,
}

impl KeptLetterhead {
    /// As it is; nothing set where none was kept.
    ///
    /// # Errors
    /// The store's.
    pub(crate) fn load(conn: &Connection) -> Result<Self, DeskError> {
        let text: Option<String> = conn
            .query_row("SELECT value FROM settings WHERE key = ?1", [KEY], |row| {
                row.get(0)
            })
            .optional()?;
        Ok(text
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default())
    }

    /// Keeps it; the caller has checked it.
    ///
    /// # Errors
    /// The store's.
    pub(crate) fn save(&self, tx: &Connection) -> Result<(), DeskError> {
        let text = serde_json::to_string(self)
            .map_err(|error| DeskError::internal(format!("a letterhead cannot be written: {error}")))?;
        tx.execute(
            "INSERT INTO settings (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
            [KEY, &text],
        )?;
        Ok(())
    }
}

impl Letterhead {
    /// The letterhead with its texts trimmed and empty lines left out, if papers can be made under it.
    ///
    /// # Errors
    /// `InvalidField` naming the field: `name` (`required`, `too-long`), `address`, `tax_numbers`, `bank`, `contact`,
    /// `footer`, `exemption` (`too-long`), `logo` (`too-large`, `malformed`).
    pub(crate) fn checked(mut self) -> Result<Self, DeskError> {
        self.name = self.name.trim().to_owned();
        if self.name.is_empty() {
            return Err(DeskError::invalid("name", "required"));
        }
        if self.name.chars().count() > LONGEST_LINE {
            return Err(DeskError::invalid("name", "too-long"));
        }
        for (field, lines) in [
            ("address", &mut self.address),
            ("tax_numbers", &mut self.tax_numbers),
            ("bank", &mut self.bank),
            ("contact", &mut self.contact),
        ] {
            *lines = lines
                .iter()
                .map(|line| line.trim().to_owned())
                .filter(|line| !line.is_empty())
                .collect();
            let long = lines.iter().any(|line| line.chars().count() > LONGEST_LINE);
            if long || lines.len() > MOST_LINES {
                return Err(DeskError::invalid(field, "too-long"));
            }
        }
        for (field, text) in [("footer", &mut self.footer), ("exemption", &mut self.exemption)] {
            *text = text.trim().to_owned();
            if text.chars().count() > LONGEST_TEXT || text.lines().count() > MOST_LINES {
                return Err(DeskError::invalid(field, "too-long"));
            }
        }
        self.logo = self
            .logo
            .map(|logo| logo.trim().to_owned())
            .filter(|logo| !logo.is_empty());
        if let Some(logo) = &self.logo {
            if logo.len() > LOGO_LIMIT.div_ceil(3) * 4 {
                return Err(DeskError::invalid("logo", "too-large"));
            }
            let bytes = STANDARD
                .decode(logo)
                .map_err(|_| DeskError::invalid("logo", "malformed"))?;
            if bytes.len() > LOGO_LIMIT {
                return Err(DeskError::invalid("logo", "too-large"));
            }
            if !is_picture(&bytes) {
                return Err(DeskError::invalid("logo", "malformed"));
            }
        }
        Ok(self)
    }

    /// What the typesetter is handed of it.
    #[must_use]
    pub(crate) fn facts(&self) -> Value {
        let (mut numbers, mut address) = (Vec::new(), self.address.clone());
        for line in &self.tax_numbers {
            match tax_number(line) {
                Some((label, value)) => numbers.push(json!({ "label": label, "value": value })),
                // A number that is called nothing stands with the address, as it is.
                None => address.push(line.clone()),
            }
        }
        json!({
            "name": self.name,
            "logo": self.logo.as_ref().map(|logo| json!({ "base64": logo })),
            "address": address,
            "tax_numbers": numbers,
            "bank": self.bank,
            "contact": self.contact,
            "footer": self.footer.lines().map(str::trim).collect::<Vec<_>>(),
        })
    }

    /// What is another than before, for the access log; of a logo only that it was changed.
    pub(crate) fn changes(&self, before: &Self) -> Vec<FieldChange> {
        let lines = |lines: &[String]| lines.join("; ");
        let logo = |letterhead: &Self| {
            letterhead.logo.as_ref().map_or(String::new(), |logo| {
                format!("{} KiB", logo.len() * 3 / 4 / 1024 + 1)
            })
        };
        let fields = |letterhead: &Self| {
            [
                ("name", letterhead.name.clone()),
                ("address", lines(&letterhead.address)),
                ("tax_numbers", lines(&letterhead.tax_numbers)),
                ("bank", lines(&letterhead.bank)),
                ("contact", lines(&letterhead.contact)),
                ("footer", letterhead.footer.clone()),
                ("exemption", letterhead.exemption.clone()),
                (
                    "country",
                    letterhead.country.code().unwrap_or_default().to_owned(),
                ),
                ("logo", logo(letterhead)),
            ]
        };
        let said = |text: String| Some(text).filter(|text| !text.is_empty());
        fields(before)
            .into_iter()
            .zip(fields(self))
            .filter(|((field, old), (_, new))| old != new || (*field == "logo" && self.logo != before.logo))
            .map(|((field, old), (_, new))| FieldChange {
                field: field.to_owned(),
                before: said(old),
                after: said(new),
                theirs: None,
            })
            .collect()
    }
}

impl Country {
    /// Its ISO 3166 code; `None` for the neutral profile.
    #[must_use]
    pub fn code(self) -> Option<&'static str> {
        match self {
            Self::Ro => Some("RO"),
            Self::It => Some("IT"),
            Self::Neutral => None,
        }
    }
}

/// The clinic's letterhead as it is set; an empty one where none is.
///
/// # Errors
/// The store's.
pub(crate) fn letterhead(conn: &Connection) -> Result<Letterhead, DeskError> {
    Ok(KeptLetterhead::load(conn)?.letterhead)
}

/// The field `letterhead` of a paper's facts. The country stands beside it (`Country::code`), and so does the
/// reference that exempts the services of tax. `account` is the clinic's name of its account at a vendor: a paper under
/// a letterhead that names nobody says at least that.
///
/// # Errors
/// The store's.
pub(crate) fn letterhead_facts(conn: &Connection, account: &str) -> Result<Value, DeskError> {
    let letterhead = letterhead(conn)?;
    let mut facts = letterhead.facts();
    if letterhead.name.trim().is_empty() {
        facts["name"] = json!(account.trim());
    }
    Ok(facts)
}

/// The clinic's own reference that exempts its services of tax; `None` where it has set none.
///
/// # Errors
/// The store's.
pub(crate) fn exemption(conn: &Connection) -> Result<Option<String>, DeskError> {
    Ok(Some(letterhead(conn)?.exemption).filter(|text| !text.trim().is_empty()))
}

/// What a tax number is called and the number, of a line such as `CUI RO12345678`: the number begins with the first word
/// that holds a digit, or with a country's two letters that stand apart before it. `None` where it is called nothing.
fn tax_number(line: &str) -> Option<(String, String)> {
    if let Some((label, value)) = line.split_once(':') {
        let (label, value) = (label.trim(), value.trim());
        return (!label.is_empty() && !value.is_empty()).then(|| (label.to_owned(), value.to_owned()));
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    let mut first = words
        .iter()
        .position(|word| word.chars().any(|letter| letter.is_ascii_digit()))?;
    let is_country = |word: &str| word.len() == 2 && word.chars().all(|letter| letter.is_ascii_uppercase());
    if first >= 2 && is_country(words[first - 1]) {
        first -= 1;
    }
    (first > 0).then(|| (words[..first].join(" "), words[first..].join(" ")))
}

/// Whether bytes begin as a PNG, JPEG or SVG does.
fn is_picture(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"\x89PNG\r\n\x1A\n") {
        return bytes.get(12..16) == Some(b"IHDR".as_slice());
    }
    if bytes.starts_with(b"\xFF\xD8\xFF") {
        return true;
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        return false;
    };
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    text.starts_with('<') && text.contains("<svg") && text.trim_end().ends_with('>')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str) -> Letterhead {
        Letterhead {
            name: name.to_owned(),
            ..Letterhead::default()
        }
    }

    fn problem(letterhead: Letterhead) -> (String, String) {
        let error = letterhead.checked().unwrap_err();
        (error.params.0["field"].clone(), error.params.0["reason"].clone())
    }

    #[test]
    fn a_paper_needs_the_clinics_name_and_a_logo_that_is_a_picture() {
        assert_eq!(problem(of("  ")), ("name".into(), "required".into()));
        let logo = |bytes: &[u8]| Letterhead {
            logo: Some(STANDARD.encode(bytes)),
            ..of("Clinica")
        };
        assert_eq!(
            problem(logo(b"MZ no picture")),
            ("logo".into(), "malformed".into())
        );
        assert_eq!(
            problem(logo(b"\x89PNG\r\n\x1A\nbut no header")),
            ("logo".into(), "malformed".into())
        );
        let mut big = b"\xFF\xD8\xFF".to_vec();
        big.resize(LOGO_LIMIT + 1, 0);
        assert_eq!(problem(logo(&big)), ("logo".into(), "too-large".into()));
        let svg = logo(br#"<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"></svg>"#);
        assert!(svg.checked().unwrap().logo.is_some());
        let lines = Letterhead {
            bank: vec![" ".into(), " RO49 AAAA ".into()],
            ..of(" Clinica ")
        };
        let lines = lines.checked().unwrap();
        assert_eq!(
            (lines.name.as_str(), lines.bank),
            ("Clinica", vec!["RO49 AAAA".to_owned()])
        );
    }

    #[test]
    fn a_tax_number_is_told_from_what_it_is_called() {
        for (line, told) in [
            ("CUI RO12345678", Some(("CUI", "RO12345678"))),
            ("CUI: RO 12345678", Some(("CUI", "RO 12345678"))),
            ("CUI RO 12345678", Some(("CUI", "RO 12345678"))),
            ("P. IVA 01234567890", Some(("P. IVA", "01234567890"))),
            ("Reg. com. J40/123/2010", Some(("Reg. com.", "J40/123/2010"))),
            ("RO12345678", None),
            ("exempt", None),
        ] {
            let told = told.map(|(label, value)| (label.to_owned(), value.to_owned()));
            assert_eq!(tax_number(line), told, "{line}");
        }
    }
}
