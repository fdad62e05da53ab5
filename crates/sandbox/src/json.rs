//! JSON (and XML) written by hand, because the vendors print what no serialiser would: `1.00`, trailing commas, quotes
//! that are not escaped.

/// A value as it will be printed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Json {
    Bool(bool),
    /// A number with exactly these characters.
    Number(String),
    Text(String),
    List(Vec<Json>),
    Object(Row),
}

/// Keys and values in the order of printing; a null is never printed, its key is left out.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Row(Vec<(&'static str, Json)>);

impl Row {
    pub(crate) fn new() -> Self {
        Self(Vec::with_capacity(8))
    }

    pub(crate) fn put(mut self, key: &'static str, value: Json) -> Self {
        self.0.push((key, value));
        self
    }

    pub(crate) fn text(self, key: &'static str, value: impl Into<String>) -> Self {
        self.put(key, Json::Text(value.into()))
    }

    pub(crate) fn maybe_text(self, key: &'static str, value: Option<impl Into<String>>) -> Self {
        match value {
            Some(value) => self.text(key, value),
            None => self,
        }
    }

    pub(crate) fn int(self, key: &'static str, value: impl Into<i64>) -> Self {
        self.put(key, Json::Number(value.into().to_string()))
    }

    pub(crate) fn maybe_int(self, key: &'static str, value: Option<impl Into<i64>>) -> Self {
        match value {
            Some(value) => self.int(key, value),
            None => self,
        }
    }

    /// A number with its characters given, as `1.00`.
    pub(crate) fn number(self, key: &'static str, value: impl ToString) -> Self {
        self.put(key, Json::Number(value.to_string()))
    }

    pub(crate) fn bool(self, key: &'static str, value: bool) -> Self {
        self.put(key, Json::Bool(value))
    }
}

impl From<Row> for Json {
    fn from(row: Row) -> Self {
        Self::Object(row)
    }
}

/// Prints JSON; `sloppy` leaves trailing commas and does not escape quotes inside texts.
pub(crate) fn print(value: &Json, sloppy: bool) -> String {
    let mut out = String::with_capacity(1024);
    write(value, sloppy, &mut out);
    out
}

fn write(value: &Json, sloppy: bool, out: &mut String) {
    match value {
        Json::Bool(true) => out.push_str("true"),
        Json::Bool(false) => out.push_str("false"),
        Json::Number(digits) => out.push_str(digits),
        Json::Text(text) => write_text(text, sloppy, out),
        Json::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(item, sloppy, out);
            }
            out.push_str(if sloppy && !items.is_empty() { ",]" } else { "]" });
        }
        Json::Object(Row(members)) => {
            out.push('{');
            for (index, (key, member)) in members.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_text(key, false, out);
                out.push(':');
                write(member, sloppy, out);
            }
            out.push_str(if sloppy && !members.is_empty() { ",}" } else { "}" });
        }
    }
}

fn write_text(text: &str, sloppy: bool, out: &mut String) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' if !sloppy => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if (control as u32) < 0x20 => out.push_str(&format!("\\u{:04x}", control as u32)),
            other => out.push(other),
        }
    }
    out.push('"');
}

/// Prints XML. The document promises the form and shows none: elements named by the keys, spaces as `_`, a list as
/// repeated `item` elements.
pub(crate) fn print_xml(value: &Json) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    write_xml("response", value, &mut out);
    out
}

fn write_xml(name: &str, value: &Json, out: &mut String) {
    let name = name.replace(' ', "_");
    out.push_str(&format!("<{name}>"));
    match value {
        Json::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Json::Number(digits) => out.push_str(digits),
        Json::Text(text) => {
            out.push_str(
                &text
                    .replace('&', "&amp;")
                    .replace('<', "&lt;")
                    .replace('>', "&gt;"),
            );
        }
        Json::List(items) => items.iter().for_each(|item| write_xml("item", item, out)),
        Json::Object(Row(members)) => members
            .iter()
            .for_each(|(key, member)| write_xml(key, member, out)),
    }
    out.push_str(&format!("</{name}>"));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Json {
        let row = Row::new()
            .number("index", "1.00")
            .text("denumire", "Pachet \"Zâmbet\"\n\\")
            .maybe_text("email", None::<String>)
            .bool("_status_1", false);
        Row::new()
            .int("Status", 0)
            .put("ReturnData", Json::List(vec![row.into()]))
            .into()
    }

    #[test]
    fn clean_is_what_a_strict_reader_wants_and_keeps_the_digits() {
        let text = print(&sample(), false);
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read["ReturnData"][0]["denumire"], "Pachet \"Zâmbet\"\n\\");
        assert!(text.contains("\"index\":1.00,"), "{text}");
        assert!(!text.contains("email"));
    }

    #[test]
    fn sloppy_has_trailing_commas_and_bare_quotes() {
        let text = print(&sample(), true);
        assert!(serde_json::from_str::<serde_json::Value>(&text).is_err());
        assert!(text.contains("\"Pachet \"Zâmbet\"\\n"), "{text}");
        assert!(text.ends_with("\"_status_1\":false,},],}"), "{text}");
        assert_eq!(print(&Json::List(vec![]), true), "[]");
    }

    #[test]
    fn xml_escapes_and_names_elements_without_spaces() {
        let row = Row::new().text("Punct lucru", "A < B & C");
        assert!(
            print_xml(&row.into())
                .ends_with("<response><Punct_lucru>A &lt; B &amp; C</Punct_lucru></response>")
        );
    }
}
