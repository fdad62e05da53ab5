//! Strict JSON first, then the repairs that live answers are known to need, then a typed no.

use serde_json::value::RawValue;

use super::repair::repair;

/// Why a body is not data.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Defect {
    /// Nothing, or white space.
    #[error("an empty body instead of data")]
    Empty,
    /// HTML or XML, as gateways and login pages send.
    #[error("a web page instead of data")]
    WebPage,
    /// Neither JSON nor repairable to it. The position is the strict parser's.
    #[error("text that is not JSON, beyond repair (line {line}, column {column})")]
    Broken {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
}

/// One JSON value, verbatim as far as it was sound. Known repairs: byte order mark, trailing and doubled commas,
/// unescaped quotes inside strings, raw control characters, unknown escapes. A cut body is never completed.
///
/// # Errors
/// See [`Defect`].
pub fn decode(body: &[u8]) -> Result<Box<RawValue>, Defect> {
    let text = String::from_utf8_lossy(body);
    let text = text.trim_matches(|c: char| c == '\u{feff}' || c == '\0' || c.is_whitespace());
    if text.is_empty() {
        return Err(Defect::Empty);
    }
    if text.starts_with('<') {
        return Err(Defect::WebPage);
    }
    match serde_json::from_str(text) {
        Ok(value) => Ok(value),
        Err(strict) => {
            let broken = Defect::Broken {
                line: strict.line(),
                column: strict.column(),
            };
            serde_json::from_str(&repair(text).ok_or_else(|| broken.clone())?).map_err(|_| broken)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(body: &str) -> serde_json::Value {
        serde_json::from_str(decode(body.as_bytes()).unwrap().get()).unwrap()
    }

    #[test]
    fn sound_json_comes_back_verbatim() {
        let raw = decode(b"\xef\xbb\xbf {\"Total\": -300.00, \"x\": 1e2}\r\n").unwrap();
        assert_eq!(raw.get(), "{\"Total\": -300.00, \"x\": 1e2}");
    }

    #[test]
    fn repairs_keep_the_numbers_verbatim() {
        let raw = decode(b"{\"Total\": -300.00, \"list\": [1.00,, 2.50,],}").unwrap();
        assert!(raw.get().contains("-300.00") && raw.get().contains("1.00") && raw.get().contains("2.50"));
        assert_eq!(value("[1,,2,]"), serde_json::json!([1, 2]));
    }

    #[test]
    fn unescaped_quotes_inside_a_string_are_part_of_it() {
        for (broken, text) in [
            (
                r#"{"denumire": ""Detox" complet", "pret": 1}"#,
                r#""Detox" complet"#,
            ),
            (r#"{"denumire": ""Detox"", "pret": 1}"#, r#""Detox""#),
            (
                r#"{"denumire": "Plan "A", "B" si "C"", "pret": 1}"#,
                r#"Plan "A", "B" si "C""#,
            ),
            (r#"{"pret": 1, "denumire": ""Detox" } "}"#, r#""Detox" } "#),
            (
                "{\"pret\": 1,\n \"denumire\": \"\"Detox\" total\"\n}",
                r#""Detox" total"#,
            ),
        ] {
            assert_eq!(value(broken)["denumire"], text, "{broken}");
            assert_eq!(value(broken)["pret"], 1, "{broken}");
        }
        assert_eq!(
            value(r#"["a "b" c", "", "d",]"#),
            serde_json::json!([r#"a "b" c"#, "", "d"])
        );
        assert_eq!(
            value(r#"{"a": "", "b": "x",}"#),
            serde_json::json!({"a": "", "b": "x"})
        );
    }

    #[test]
    fn control_characters_and_unknown_escapes_survive() {
        assert_eq!(
            value("{\"a\": \"one\ntwo\tthree\u{1}\"}")["a"],
            "one\ntwo\tthree\u{1}"
        );
        assert_eq!(value("\u{1}{\"a\":\u{2} 1}")["a"], 1);
        assert_eq!(
            value(r#"{"a": "C:\dir \u12", "b": "\"q\" ăș"}"#)["a"],
            r"C:\dir \u12"
        );
    }

    #[test]
    fn what_is_not_data_is_named() {
        assert_eq!(decode(b" \r\n ").unwrap_err(), Defect::Empty);
        assert_eq!(decode(b"\xef\xbb\xbf").unwrap_err(), Defect::Empty);
        assert_eq!(
            decode(b"\n<!DOCTYPE html><html></html>").unwrap_err(),
            Defect::WebPage
        );
        assert_eq!(decode(b"<?xml version='1.0'?><a/>").unwrap_err(), Defect::WebPage);
        for body in [
            "Bad Gateway",
            "{\"a\": [1, 2",
            "{\"a\": \"cut",
            "{\"a\": 1} {\"b\": 2}",
            "{\"a\" 1}",
            "[...]",
        ] {
            assert!(
                matches!(decode(body.as_bytes()), Err(Defect::Broken { .. })),
                "{body}"
            );
        }
    }

    #[test]
    fn hostile_bodies_take_linear_time() {
        let quotes = format!("{{\"a\": \"{}", "\", ".repeat(200_000));
        assert!(decode(quotes.as_bytes()).is_err());
        let deep = "[".repeat(500_000);
        assert!(decode(deep.as_bytes()).is_err());
    }
}
