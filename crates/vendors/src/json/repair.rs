//! Turns almost-JSON into JSON text, without looking at what the values mean.

/// How far a look-ahead goes for the next key: longer than any key of the documents.
const KEY_REACH: usize = 128;

/// The repaired text, or `None` when the text ends inside a string or its brackets do not match.
/// Only punctuation and string contents are touched; the strict parser still judges the result.
pub(super) fn repair(text: &str) -> Option<String> {
    let mut writer = Repair {
        text: text.as_bytes(),
        at: 0,
        out: Vec::with_capacity(text.len() + 16),
        open: vec![],
    };
    writer.run()?;
    String::from_utf8(writer.out).ok()
}

struct Repair<'a> {
    text: &'a [u8],
    at: usize,
    out: Vec<u8>,
    open: Vec<u8>,
}

impl Repair<'_> {
    fn run(&mut self) -> Option<()> {
        while let Some(&byte) = self.text.get(self.at) {
            self.at += 1;
            match byte {
                b'"' => self.string()?,
                b'{' | b'[' => {
                    self.open.push(byte);
                    self.out.push(byte);
                }
                b'}' | b']' => {
                    let opener = self.open.pop()?;
                    if (opener == b'{') != (byte == b'}') {
                        return None;
                    }
                    self.out.push(byte);
                }
                b',' => {
                    if !matches!(self.next_significant(self.at), None | Some(b',' | b'}' | b']')) {
                        self.out.push(byte);
                    }
                }
                b'\n' | b'\r' | b'\t' => self.out.push(byte),
                0..=0x1f => {}
                _ => self.out.push(byte),
            }
        }
        self.open.is_empty().then_some(())
    }

    /// Copies one string; `at` stands behind its opening quote.
    fn string(&mut self) -> Option<()> {
        self.out.push(b'"');
        let is_key = self.open.last() == Some(&b'{') && self.expects_key();
        loop {
            let byte = *self.text.get(self.at)?;
            self.at += 1;
            match byte {
                b'"' if self.closes(is_key) => {
                    self.out.push(b'"');
                    return Some(());
                }
                b'"' => self.out.extend_from_slice(b"\\\""),
                b'\\' => self.escape()?,
                b'\n' => self.out.extend_from_slice(b"\\n"),
                b'\r' => self.out.extend_from_slice(b"\\r"),
                b'\t' => self.out.extend_from_slice(b"\\t"),
                0..=0x1f => self.out.extend_from_slice(format!("\\u{byte:04x}").as_bytes()),
                _ => self.out.push(byte),
            }
        }
    }

    /// Copies an escape; one that JSON does not know is a backslash that was meant literally.
    fn escape(&mut self) -> Option<()> {
        let byte = *self.text.get(self.at)?;
        let known = match byte {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => true,
            b'u' => {
                let digits = self.text.get(self.at + 1..self.at + 5);
                digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
            }
            _ => false,
        };
        if known {
            self.out.extend_from_slice(&[b'\\', byte]);
            self.at += 1;
        } else {
            self.out.extend_from_slice(b"\\\\");
        }
        Some(())
    }

    /// Whether the string that opened here is a key: what was written last is `{` or `,`.
    fn expects_key(&self) -> bool {
        let before_quote = &self.out[..self.out.len() - 1];
        matches!(
            before_quote.iter().rev().find(|byte| !byte.is_ascii_whitespace()),
            Some(b'{' | b',')
        )
    }

    /// Whether a bare quote ends the string, by what stands behind it.
    fn closes(&self, is_key: bool) -> bool {
        let next = self.next_significant(self.at);
        if is_key {
            return next == Some(b':');
        }
        match (next, self.open.last()) {
            (None, _) => true,
            (Some(b'}'), Some(b'{')) | (Some(b']'), Some(b'[')) => self.bracket_ends_here(),
            (Some(b','), Some(b'[')) => self.value_follows_comma(),
            (Some(b','), Some(b'{')) => self.key_follows_comma(),
            _ => false,
        }
    }

    /// A bracket inside running text is followed by text; one that ends a container is not.
    fn bracket_ends_here(&self) -> bool {
        let Some(bracket) = self.significant_from(self.at) else {
            return false;
        };
        matches!(
            self.next_significant(bracket + 1),
            None | Some(b',' | b'}' | b']')
        )
    }

    fn key_follows_comma(&self) -> bool {
        let Some(comma) = self.significant_from(self.at) else {
            return false;
        };
        let Some(start) = self.significant_from(comma + 1) else {
            return false;
        };
        match self.text[start] {
            b'}' | b',' => true,
            b'"' => {
                let rest = &self.text[start + 1..self.text.len().min(start + 1 + KEY_REACH)];
                rest.iter()
                    .position(|&byte| byte == b'"')
                    .is_some_and(|length| self.next_significant(start + 1 + length + 1) == Some(b':'))
            }
            _ => false,
        }
    }

    fn value_follows_comma(&self) -> bool {
        let Some(comma) = self.significant_from(self.at) else {
            return false;
        };
        match self.next_significant(comma + 1) {
            Some(b'"' | b'{' | b'[' | b']' | b',' | b'-' | b'0'..=b'9') => true,
            Some(b't' | b'f' | b'n') => {
                let start = self.significant_from(comma + 1).unwrap_or(comma);
                let rest = &self.text[start..];
                [&b"true"[..], b"false", b"null"]
                    .iter()
                    .any(|word| rest.starts_with(word))
            }
            _ => false,
        }
    }

    fn significant_from(&self, from: usize) -> Option<usize> {
        let rest = self.text.get(from..)?;
        rest.iter()
            .position(|byte| *byte > b' ')
            .map(|offset| from + offset)
    }

    fn next_significant(&self, from: usize) -> Option<u8> {
        self.significant_from(from).map(|at| self.text[at])
    }
}
