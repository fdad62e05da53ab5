//! A list of the desk's own: tables under a heading, as the desk says them.

use chrono::{NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::Filled;
use crate::error::{DocumentError, Wrong};
use crate::figures::recorded;
use crate::head::Head;
use crate::letterhead::Letterhead;
use crate::profile::Profile;
use crate::speech::Speech;

/// What it is called.
pub(crate) const NAME: &str = "list";

/// The facts of a list. Its texts are said by the desk already; days, moments and amounts are said here.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct List {
    /// ISO 3166 code of the clinic's country.
    pub country: Option<String>,
    /// The clinic's letterhead.
    #[serde(default)]
    pub letterhead: Letterhead,
    /// What the list is (`Payments of the day`).
    pub name: String,
    /// Its day.
    pub on: NaiveDate,
    /// What stands beside its name: label and text.
    #[serde(default)]
    pub about: Vec<[String; 2]>,
    /// The tables.
    pub tables: Vec<Table>,
    /// What else has to be said, a line each.
    #[serde(default)]
    pub notes: Vec<String>,
}

/// A table of a list.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// What stands above it.
    pub heading: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows; each has a cell for every column, empty where there is nothing.
    pub rows: Vec<Vec<String>>,
    /// What is said where it has no rows; nothing, and then the table is left out.
    #[serde(default)]
    pub nothing: String,
}

/// A column of a table.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Its heading.
    pub label: String,
    /// What its cells hold.
    #[serde(default)]
    pub holds: Holds,
    /// It takes the room that the others leave.
    #[serde(default)]
    pub wide: bool,
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holds {
    /// Text, printed as it is given.
    #[default]
    Text,
    /// A decimal with a dot.
    Amount,
    /// `2026-11-23`.
    Day,
    /// `2026-11-23T14:05:00`.
    Moment,
}

impl List {
    pub(crate) fn fill(&self, speech: &Speech) -> Result<Filled, DocumentError> {
        let head = Head {
            speech,
            profile: Profile::of(self.country.as_deref()),
            letterhead: &self.letterhead,
            work_point: None,
            name: self.name.clone(),
            number: None,
            day: speech.day(self.on)?,
        };
        let tables: Vec<_> = self
            .tables
            .iter()
            .enumerate()
            .filter(|(_, table)| !table.rows.is_empty() || !table.nothing.is_empty())
            .map(|(index, table)| table.said(index, speech))
            .collect::<Result<_, _>>()?;
        let data = json!({
            "date": recorded(self.on),
            "dates": self.about,
            "tables": tables,
            "notes": self.notes,
        });
        head.filled("list.typ", data)
    }
}

impl Table {
    fn said(&self, index: usize, speech: &Speech) -> Result<Value, DocumentError> {
        let mut rows = Vec::new();
        for (at, row) in self.rows.iter().enumerate() {
            let wrong = || DocumentError::WrongFacts {
                document: NAME,
                field: format!("tables[{index}].rows[{at}]"),
                wrong: Wrong::Value,
            };
            if row.len() != self.columns.len() {
                return Err(wrong());
            }
            let cells = self.columns.iter().zip(row);
            let cells = cells.map(|(column, cell)| column.said(cell, speech)?.ok_or_else(wrong));
            rows.push(cells.collect::<Result<Vec<String>, DocumentError>>()?);
        }
        Ok(json!({
            "heading": self.heading,
            "columns": self.columns.iter().map(|column| &column.label).collect::<Vec<_>>(),
            "wide": self.columns.iter().map(|column| column.wide).collect::<Vec<_>>(),
            "right": self.columns.iter().map(|column| column.holds == Holds::Amount).collect::<Vec<_>>(),
            "rows": rows,
            "nothing": self.nothing,
        }))
    }
}

impl Column {
    /// A cell, said; `None` where it holds something else.
    fn said(&self, cell: &str, speech: &Speech) -> Result<Option<String>, DocumentError> {
        if cell.is_empty() {
            return Ok(Some(String::new()));
        }
        let said = match self.holds {
            Holds::Text => return Ok(Some(cell.to_owned())),
            Holds::Amount => cell.parse::<Decimal>().ok().map(|amount| speech.amount(amount)),
            Holds::Day => cell.parse::<NaiveDate>().ok().map(|day| speech.day(day)),
            Holds::Moment => cell.parse::<NaiveDateTime>().ok().map(|moment| speech.at(moment)),
        };
        said.transpose()
    }
}
