//! Video calls: their rules, their rows, and who is written to about them.

use chrono::{Datelike, Days, Duration, LocalResult, NaiveDateTime, TimeZone, Timelike};
use serde::Serialize;
use serde_json::{Value, json};

use super::ZONE;
use super::codes::Code;
use super::dialect::{Active, Dialect, EarlyReport, Links, Listed, Missing};
use super::form::Form;

/// One invitation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Call {
    pub(crate) id: String,
    /// Wall time in Prague.
    pub(crate) start: NaiveDateTime,
    pub(crate) name: String,
    pub(crate) email: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) born: String,
}

/// A message that the vendor has sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Mail {
    pub(crate) call: String,
    /// `invitation` or `cancellation`.
    pub(crate) what: &'static str,
    /// `practice`, or the patient's address or number.
    pub(crate) to: String,
}

/// The practice's calls, by start.
#[derive(Debug, Default)]
pub(crate) struct Calls {
    rows: Vec<Call>,
    pub(crate) mails: Vec<Mail>,
    /// Starts at which the server has no room.
    pub(crate) overloaded: Vec<NaiveDateTime>,
}

/// Minutes after the start at which a call counts as over; the document gives no length.
const LENGTH: i64 = 60;

impl Calls {
    pub(crate) fn rows(&self) -> &[Call] {
        &self.rows
    }

    pub(crate) fn insert(&mut self, call: Call) {
        let at = self.rows.partition_point(|row| row.start <= call.start);
        self.rows.insert(at, call);
    }

    /// Takes a call away without writing to anybody.
    pub(crate) fn take(&mut self, id: &str) -> Option<Call> {
        let at = self.rows.iter().position(|row| row.id == id)?;
        Some(self.rows.remove(at))
    }

    fn write_to_all(&mut self, call: &Call, what: &'static str) {
        let reached = call.email.iter().chain(&call.phone).cloned();
        for to in reached.chain(["practice".to_owned()]) {
            self.mails.push(Mail {
                call: call.id.clone(),
                what,
                to,
            });
        }
    }

    /// Checks the fields in the order of the codes and makes the invitation.
    pub(crate) fn add(
        &mut self,
        form: &Form,
        dialect: &Dialect,
        now: NaiveDateTime,
        id: String,
    ) -> Result<Value, Code> {
        let name = form.text("pacient_jmeno", 6..=64).ok_or(Code::Name)?;
        let email = match form.given("pacient_email") {
            None => None,
            Some(_) => Some(
                form.text("pacient_email", 6..=256)
                    .filter(|text| is_address(text))
                    .ok_or(Code::Email)?,
            ),
        };
        let phone = match form.given("pacient_telefon") {
            None => None,
            Some(_) => Some(form.digits("pacient_telefon", 9).ok_or(Code::Phone)?),
        };
        if email.is_none() && phone.is_none() {
            return Err(Code::NoContact);
        }
        let born = form.digits("pacient_narozen", 4).ok_or(Code::Born)?;
        let start = form
            .given("meet_start")
            .and_then(|text| read_start(text, dialect))
            .ok_or(Code::Start)?;
        if start <= now {
            return Err(Code::Past);
        }
        if start.hour() == 3 {
            return Err(Code::Night);
        }
        if self.overloaded.contains(&start) {
            return Err(Code::Overloaded);
        }
        if self.rows.iter().any(|row| row.start == start) {
            return Err(Code::Taken);
        }
        let call = Call {
            id,
            start,
            name,
            email,
            phone,
            born,
        };
        let answer = json!({ "meet_id": call.id, "meet_url": link(dialect, "hovor", &call.id) });
        self.write_to_all(&call, "invitation");
        self.insert(call);
        Ok(answer)
    }

    fn find(&self, form: &Form) -> Result<usize, Code> {
        let id = form.given("meet_id").ok_or(Code::MeetId)?;
        self.rows.iter().position(|row| row.id == id).ok_or(Code::MeetId)
    }

    pub(crate) fn list(&self, dialect: &Dialect, now: NaiveDateTime) -> Value {
        let shown = |row: &&Call| dialect.listed == Listed::All || row.start.date() >= now.date();
        self.rows
            .iter()
            .filter(shown)
            .map(|row| row.view(dialect, now))
            .collect()
    }

    pub(crate) fn detail(&self, form: &Form, dialect: &Dialect, now: NaiveDateTime) -> Result<Value, Code> {
        Ok(self.rows[self.find(form)?].view(dialect, now))
    }

    pub(crate) fn remove(&mut self, form: &Form) -> Result<Value, Code> {
        let call = self.rows.remove(self.find(form)?);
        self.write_to_all(&call, "cancellation");
        Ok(json!({ "meet_id": call.id }))
    }

    /// The report is there from the day after the call.
    pub(crate) fn export(&self, form: &Form, dialect: &Dialect, now: NaiveDateTime) -> Result<Value, Code> {
        let call = &self.rows[self.find(form)?];
        let url = if now.date() >= call.start.date() + Days::new(1) {
            link(dialect, "vykaz", &call.id)
        } else if dialect.early_report == EarlyReport::Empty {
            String::new()
        } else {
            return Err(Code::MeetId);
        };
        Ok(json!({ "export_url": url }))
    }
}

impl Call {
    fn view(&self, dialect: &Dialect, now: NaiveDateTime) -> Value {
        let since = now - self.start;
        let over = since >= Duration::minutes(LENGTH);
        let near = since >= Duration::minutes(-15);
        let active = !over && (near || dialect.active == Active::Ahead);
        let optional = |value: &Option<String>| match (value, dialect.missing) {
            (Some(text), _) => json!(text),
            (None, Missing::Empty) => json!(""),
            (None, Missing::Null) => Value::Null,
        };
        json!({
            "meet_id": self.id,
            "meet_url": link(dialect, "hovor", &self.id),
            "meet_time": self.start.format("%d.%m.%Y %H:%M").to_string(),
            "meet_time_imd": self.start.format("%Y-%m-%d %H:%M:%S").to_string(),
            "meet_active": u8::from(active),
            "pacient_jmeno": self.name,
            "pacient_email": optional(&self.email),
            "pacient_telefon": optional(&self.phone),
            "pacient_narozen": self.born,
        })
    }
}

fn link(dialect: &Dialect, what: &str, id: &str) -> String {
    match dialect.links {
        Links::Whole => format!("https://cviceni.videodoktor.example/{what}/{id}"),
        Links::AsPrinted => format!("https:{what}{id}"),
    }
}

/// Something before and after one `@`, and a dot in what comes after.
fn is_address(text: &str) -> bool {
    match text.split_once('@') {
        Some((name, host)) => {
            !name.is_empty()
                && !host.contains('@')
                && !text.contains(char::is_whitespace)
                && host
                    .split_once('.')
                    .is_some_and(|(host, land)| !host.is_empty() && !land.is_empty())
        }
        None => false,
    }
}

/// A time in the dialect's format, written exactly so, that exists on a wall in Prague.
fn read_start(text: &str, dialect: &Dialect) -> Option<NaiveDateTime> {
    let pattern = dialect.meet_start.pattern();
    let start = NaiveDateTime::parse_from_str(text, pattern).ok()?;
    let exact = start.format(pattern).to_string() == text;
    // Later years have no four digits, and sums of days could fail.
    let sane = (1..=9999).contains(&start.year());
    let exists = || !matches!(ZONE.from_local_datetime(&start), LocalResult::None);
    (exact && sane && exists()).then_some(start)
}
