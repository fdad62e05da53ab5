//! Taking the PDF out of an upload, in each of the three ways.

use base64::Engine;
use serde_json::Value;

use super::dialect::Upload;

/// The file in a body of this type, when it travels as the dialect wants.
pub(crate) fn file(upload: Upload, kind: &str, body: &[u8]) -> Option<Vec<u8>> {
    let plain = kind
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    match (upload, plain.as_str()) {
        (Upload::Raw, "application/pdf") => Some(body.to_vec()),
        (Upload::Multipart, "multipart/form-data") => part(boundary(kind)?, body).map(<[u8]>::to_vec),
        (Upload::Base64, "application/json") => {
            let fields: Value = serde_json::from_slice(body).ok()?;
            fields.as_object()?.values().find_map(|field| {
                let file = base64::engine::general_purpose::STANDARD.decode(field.as_str()?);
                file.ok().filter(|file| is_pdf(file))
            })
        }
        _ => None,
    }
}

/// Whether a file begins and ends as a PDF.
pub(crate) fn is_pdf(file: &[u8]) -> bool {
    let tail = &file[file.len().saturating_sub(1024)..];
    file.starts_with(b"%PDF-") && tail.windows(5).any(|window| window == b"%%EOF")
}

fn boundary(kind: &str) -> Option<&str> {
    let found = kind
        .split(';')
        .find_map(|part| part.trim().strip_prefix("boundary="))?;
    Some(found.trim_matches('"')).filter(|boundary| !boundary.is_empty())
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

/// The first part that has a file name.
fn part<'a>(boundary: &str, body: &'a [u8]) -> Option<&'a [u8]> {
    let (first, between) = (format!("--{boundary}"), format!("\r\n--{boundary}"));
    let mut rest = &body[find(body, first.as_bytes())? + first.len()..];
    while !rest.starts_with(b"--") {
        let end = find(rest, between.as_bytes())?;
        let part = &rest[..end];
        let head = find(part, b"\r\n\r\n")?;
        if find(&part[..head], b"filename=").is_some() {
            return Some(&part[head + 4..]);
        }
        rest = &rest[end + between.len()..];
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const PDF: &[u8] = b"%PDF-1.4\n\xE2\xE3\r\n--x\n%%EOF\n";

    #[test]
    fn a_file_is_taken_only_in_its_own_way() {
        let multipart = [
            b"--b0\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b0\r\n\
              Content-Disposition: form-data; name=\"f\"; filename=\"l.pdf\"\r\n\r\n"
                .as_slice(),
            PDF,
            b"\r\n--b0--\r\n",
        ]
        .concat();
        let base64 = base64::engine::general_purpose::STANDARD.encode(PDF);
        let json = serde_json::json!({ "name": "laudo", "file": base64 }).to_string();
        let bodies = [
            (Upload::Raw, "application/pdf", PDF.to_vec()),
            (
                Upload::Multipart,
                "multipart/form-data; boundary=\"b0\"",
                multipart,
            ),
            (
                Upload::Base64,
                "Application/JSON; charset=utf-8",
                json.into_bytes(),
            ),
        ];
        for (way, kind, body) in &bodies {
            for (other, ..) in &bodies {
                let expected = (other == way).then(|| PDF.to_vec());
                assert_eq!(file(*other, kind, body), expected, "{way:?} as {other:?}");
            }
        }
    }

    #[test]
    fn broken_parts_are_no_file() {
        for body in [
            "",
            "--b0",
            "--b0--",
            "--b0\r\n\r\n",
            "--b0\r\nfilename=\r\n\r\n%PDF",
        ] {
            assert_eq!(part("b0", body.as_bytes()), None, "{body}");
        }
        assert_eq!(file(Upload::Multipart, "multipart/form-data", b"--\r\n"), None);
    }

    #[test]
    fn a_pdf_has_its_head_and_its_end() {
        assert!(is_pdf(PDF));
        assert!(!is_pdf(b"%PDF-1.4\n") && !is_pdf(b"PDF %%EOF") && !is_pdf(b""));
    }
}
