//! The money desk as tables for a spreadsheet: one flat table a file, decimals with a dot, days as `2026-11-23`.

use chrono::{DateTime, Datelike as _, NaiveDate, Utc};
use chrono_tz::Tz;
use frontdesk_basics::{Amount, Words, civil};

use super::amounts::written;
use super::{
    CashMoveKind, CashUp, MoneyDay, MoneyMove, Statement, StatementLine, StatementLineKind, Taking, Unpaid,
    UnpaidKind, UnpaidRow,
};
use crate::billing::PaymentMethod;

/// What is written of one place in a table.
type Row = Vec<String>;

const DAY: [&str; 15] = [
    "what",
    "at",
    "patient",
    "born",
    "amount",
    "currency",
    "method",
    "by",
    "slip",
    "document",
    "fiscal-receipt",
    "card-slip",
    "note",
    "at-vendor",
    "doctor",
];
const UNPAID: [&str; 7] = ["what", "day", "patient", "born", "subject", "amount", "currency"];
const STATEMENT: [&str; 6] = ["day", "what", "text", "charged", "paid", "currency"];
const CASH_UP: [&str; 15] = [
    "number",
    "from",
    "to",
    "by",
    "method",
    "currency",
    "opening",
    "taken",
    "given-back",
    "moved-in",
    "moved-out",
    "expected",
    "counted",
    "difference",
    "reason",
];

/// The words of the money desk's tables.
pub(super) struct Writing<'a> {
    pub words: &'a Words,
    pub zone: Tz,
}

impl Writing<'_> {
    pub(super) fn say(&self, end: &str) -> String {
        self.say_of(end, &[])
    }

    pub(super) fn say_of(&self, end: &str, values: &[(&str, &str)]) -> String {
        let id = format!("money-table-{end}");
        self.words.say(&id, values).unwrap_or_else(|| end.to_owned())
    }

    /// A date as papers of that language write it.
    pub(super) fn date(&self, date: NaiveDate) -> String {
        let (day, year) = (date.day().to_string(), date.year().to_string());
        self.words
            .say(&format!("paper-month-short-{}", date.month()), &[])
            .and_then(|month| {
                let parts = [
                    ("day", day.as_str()),
                    ("month", month.as_str()),
                    ("year", year.as_str()),
                ];
                self.words.say("paper-date-short", &parts)
            })
            .unwrap_or_else(|| date.to_string())
    }

    pub(super) fn method(&self, method: PaymentMethod) -> String {
        self.say(&format!("method-{}", method.as_str()))
    }

    pub(super) fn moved(&self, kind: CashMoveKind) -> String {
        self.say(&format!("move-{}", kind.as_str().replace('_', "-")))
    }

    /// What speaks of an account: with the clinic's name of it where it is known.
    fn say_at(&self, end: &str, account: Option<&str>) -> String {
        match account {
            Some(account) => self.say_of(end, &[("vendor", account)]),
            None => self.say_of(end, &[("vendor", &self.say("some-vendor"))]),
        }
    }

    pub(super) fn unpaid(&self, row: &UnpaidRow) -> String {
        let end = match row.kind {
            UnpaidKind::Bill => "unpaid-bill",
            UnpaidKind::Visit => "unpaid-visit",
            UnpaidKind::NotAtVendor => "unpaid-not-at-vendor",
            UnpaidKind::StillThere => "unpaid-still-there",
        };
        self.say_at(end, row.account.as_deref())
    }

    fn line(&self, line: &StatementLine) -> String {
        let end = match line.kind {
            StatementLineKind::Service => "line-service",
            StatementLineKind::Invoice => "line-invoice",
            StatementLineKind::Bill => "line-bill",
            StatementLineKind::VendorPayment => "line-vendor-payment",
            StatementLineKind::Taking => "line-taking",
            StatementLineKind::Recorded => "line-recorded",
            StatementLineKind::GivenBack => "line-given-back",
        };
        self.say_at(end, line.account.as_deref())
    }

    /// What a line of a statement says, with what it is where it says nothing.
    pub(super) fn said(&self, line: &StatementLine) -> String {
        match (line.kind, line.text.as_str()) {
            (_, "") => self.line(line),
            (StatementLineKind::Service, text) => text.to_owned(),
            (_, text) => format!("{}: {text}", self.line(line)),
        }
    }

    pub(super) fn author(&self, name: &str) -> String {
        // An act of nobody in particular stands under this word, which no user may have as a name.
        if name == "desk" {
            self.say("nobody")
        } else {
            name.to_owned()
        }
    }

    fn at(&self, instant: DateTime<Utc>) -> String {
        civil::at_clinic(instant, self.zone)
            .format("%Y-%m-%d %H:%M")
            .to_string()
    }

    fn heading(&self, columns: &[&str]) -> Row {
        columns
            .iter()
            .map(|column| self.say(&format!("column-{column}")))
            .collect()
    }

    /// The payments of a day, cash moved, what the vendors list and who has not paid.
    pub(super) fn day(&self, day: &MoneyDay) -> Vec<Row> {
        let mut rows = vec![self.heading(&DAY)];
        rows.extend(day.takings.iter().rev().map(|taking| self.taking(taking)));
        rows.extend(day.moves.iter().map(|made| self.moved_row(made)));
        for payment in &day.at_vendors {
            rows.push(self.row_of(
                "what-at-vendor",
                [
                    payment.patient_name.clone(),
                    amount_of(payment.amount.as_ref()),
                    currency_of(payment.amount.as_ref()),
                    payment.method.clone().unwrap_or_default(),
                    payment.connection.clone(),
                ],
            ));
        }
        for visit in &day.not_paid {
            let mut row = vec![String::new(); DAY.len()];
            row[0] = self.say("what-not-paid");
            row[1] = visit.start.map_or(String::new(), |start| {
                format!("{} {}", day.date, start.format("%H:%M"))
            });
            row[2].clone_from(&visit.patient_name);
            row[3] = born(visit.birth_date);
            row[14] = visit.doctor.clone().unwrap_or_default();
            rows.push(row);
        }
        rows
    }

    fn row_of(&self, what: &str, [patient, amount, currency, method, note]: [String; 5]) -> Row {
        let mut row = vec![String::new(); DAY.len()];
        row[0] = self.say(what);
        row[2] = patient;
        row[4] = amount;
        row[5] = currency;
        row[6] = method;
        row[12] = note;
        row
    }

    fn taking(&self, taking: &Taking) -> Row {
        let what = if taking.takes_back.is_some() {
            "what-given-back"
        } else {
            "what-taking"
        };
        vec![
            self.say(what),
            self.at(taking.at),
            taking.patient_name.clone(),
            born(taking.birth_date),
            amount_of(Some(&taking.amount)),
            currency_of(Some(&taking.amount)),
            self.method(taking.method),
            self.author(&taking.author),
            taking.slip.clone().unwrap_or_default(),
            taking
                .invoice_number
                .clone()
                .or_else(|| taking.bill_number.clone())
                .unwrap_or_default(),
            taking.fiscal_receipt.clone().unwrap_or_default(),
            taking.card_slip.clone().unwrap_or_default(),
            taking.note.clone().unwrap_or_default(),
            match &taking.account {
                _ if !taking.at_vendor => String::new(),
                Some(account) => account.clone(),
                None => self.say("yes"),
            },
            String::new(),
        ]
    }

    fn moved_row(&self, made: &MoneyMove) -> Row {
        let amount = Amount {
            amount: made.signed(),
            ..made.amount.clone()
        };
        let mut row = vec![String::new(); DAY.len()];
        row[0] = self.moved(made.kind);
        row[1] = self.at(made.at);
        row[4] = amount_of(Some(&amount));
        row[5] = currency_of(Some(&amount));
        row[6] = self.method(PaymentMethod::Cash);
        row[7] = self.author(&made.author);
        row[12].clone_from(&made.reason);
        row
    }

    /// What is unpaid.
    pub(super) fn unpaid_rows(&self, unpaid: &Unpaid) -> Vec<Row> {
        let mut rows = vec![self.heading(&UNPAID)];
        rows.extend(unpaid.rows.iter().map(|row| {
            vec![
                self.unpaid(row),
                row.date.map(|date| date.to_string()).unwrap_or_default(),
                row.patient_name.clone(),
                born(row.birth_date),
                row.subject.clone().unwrap_or_default(),
                amount_of(row.amount.as_ref()),
                currency_of(row.amount.as_ref()),
            ]
        }));
        rows
    }

    /// A statement, without what stands under another patient's code.
    pub(super) fn statement(&self, statement: &Statement) -> Vec<Row> {
        let mut rows = vec![self.heading(&STATEMENT)];
        rows.extend(statement.lines.iter().map(|line| {
            vec![
                line.date.map(|date| date.to_string()).unwrap_or_default(),
                self.line(line),
                line.text.clone(),
                amount_of(line.debit.as_ref()),
                amount_of(line.credit.as_ref()),
                currency_of(line.debit.as_ref().or(line.credit.as_ref())),
            ]
        }));
        rows
    }

    /// A closed shift.
    pub(super) fn cash_up(&self, closed: &CashUp) -> Vec<Row> {
        let mut rows = vec![self.heading(&CASH_UP)];
        rows.extend(closed.lines.iter().map(|line| {
            vec![
                closed.number.to_string(),
                closed.from.map(|from| self.at(from)).unwrap_or_default(),
                self.at(closed.closed_at),
                self.author(&closed.author),
                self.method(line.method),
                line.currency.clone(),
                line.opening.clone(),
                line.taken.clone(),
                line.given_back.clone(),
                line.moved_in.clone(),
                line.moved_out.clone(),
                line.expected.clone(),
                line.counted.clone().unwrap_or_default(),
                line.difference.clone().unwrap_or_default(),
                closed.reason.clone().unwrap_or_default(),
            ]
        }));
        rows
    }
}

fn amount_of(amount: Option<&Amount>) -> String {
    amount.map(|amount| written(amount.amount)).unwrap_or_default()
}

fn currency_of(amount: Option<&Amount>) -> String {
    amount
        .and_then(|amount| amount.currency.clone())
        .unwrap_or_default()
}

fn born(date: Option<NaiveDate>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}
