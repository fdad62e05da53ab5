//! Whether a file is a PDF that may be handed on.

/// Readers look for header and end mark this far into a file.
const MARGIN: usize = 1024;

/// The bytes that a text decoder leaves where it destroyed others: U+FFFD in UTF-8.
const REPLACEMENT: &[u8] = b"\xef\xbf\xbd";

/// What is wrong with a PDF, in English; `None` when header, objects and end mark are there and nothing was
/// replaced by a text decoding.
pub fn pdf_defect(bytes: &[u8]) -> Option<&'static str> {
    let head = &bytes[..bytes.len().min(MARGIN)];
    let tail = &bytes[bytes.len().saturating_sub(MARGIN)..];
    if !contains(head, b"%PDF-") {
        return Some("no PDF header");
    }
    if was_text(bytes) {
        return Some("its bytes were replaced by a text decoding");
    }
    if !contains(tail, b"%%EOF") {
        return Some("no end mark");
    }
    (!contains(bytes, b" obj") || !contains(bytes, b"endobj")).then_some("no objects")
}

/// Three such bytes may stand in any compressed stream by chance; in a file that is text from end to end, or in
/// the line of binary bytes that follows the header, they are the trace of a decoder.
fn was_text(bytes: &[u8]) -> bool {
    if !contains(bytes, REPLACEMENT) {
        return false;
    }
    let text_throughout = match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    let mut lines = bytes
        .split(|byte| matches!(byte, b'\n' | b'\r'))
        .filter(|line| !line.is_empty());
    let marker = lines.nth(1).filter(|line| line.starts_with(b"%"));
    text_throughout || marker.is_some_and(|line| contains(line, REPLACEMENT))
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
