//! A small, valid PDF: one page of text lines in a font that every reader has.

use crate::text::without_diacritics;

/// A4 page with the given lines. Letters outside ASCII are printed without diacritics or as `?`.
pub(crate) fn page(lines: &[String]) -> Vec<u8> {
    let mut text = String::from("BT /F1 12 Tf 60 780 Td 18 TL\n");
    for line in lines {
        let plain: String = without_diacritics(line)
            .chars()
            .map(|letter| {
                if (' '..='~').contains(&letter) {
                    letter
                } else {
                    '?'
                }
            })
            .collect();
        let escaped = plain
            .replace('\\', "\\\\")
            .replace('(', "\\(")
            .replace(')', "\\)");
        text.push_str(&format!("({escaped}) Tj T*\n"));
    }
    text.push_str("ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    // The comment marks the file as binary, as the format advises; it is what a text conversion destroys.
    let mut file = b"%PDF-1.4\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut offsets = Vec::with_capacity(objects.len());
    for (index, object) in objects.iter().enumerate() {
        offsets.push(file.len());
        file.extend_from_slice(format!("{} 0 obj\n{object}\nendobj\n", index + 1).as_bytes());
    }
    let start = file.len();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for offset in offsets {
        table.push_str(&format!("{offset:010} 00000 n \n"));
    }
    table.push_str(&format!(
        "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n",
        objects.len() + 1
    ));
    file.extend_from_slice(table.as_bytes());
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_lead_to_their_objects_and_lengths_are_true() {
        let file = page(&["Clinica (Țurlea) \\ Ж".into(), String::new()]);
        let text: String = file.iter().map(|byte| char::from(*byte)).collect();
        let start: usize = text
            .rsplit("startxref\n")
            .next()
            .unwrap()
            .lines()
            .next()
            .unwrap()
            .parse()
            .unwrap();
        assert!(text[file_index(&text, start)..].starts_with("xref\n0 6\n"));
        let entries: Vec<usize> = text[file_index(&text, start)..]
            .lines()
            .filter(|line| line.ends_with(" n "))
            .map(|line| line[..10].parse().unwrap())
            .collect();
        assert_eq!(entries.len(), 5);
        for (index, offset) in entries.into_iter().enumerate() {
            assert!(text[file_index(&text, offset)..].starts_with(&format!("{} 0 obj\n", index + 1)));
        }
        let (head, rest) = text.split_once(">>\nstream\n").unwrap();
        let length: usize = head.rsplit("/Length ").next().unwrap().trim().parse().unwrap();
        assert_eq!(rest.find("\nendstream"), Some(length));
        assert!(text.contains("(Clinica \\(Turlea\\) \\\\ ?) Tj"));
        assert!(text.ends_with("%%EOF\n"));
    }

    /// The byte at `offset` in a text where every byte has become one character.
    fn file_index(text: &str, offset: usize) -> usize {
        text.char_indices()
            .nth(offset)
            .map_or(text.len(), |(index, _)| index)
    }
}
