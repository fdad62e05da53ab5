//! Names of files that Windows, macOS and Linux all take.

/// The longest name without its ending, in bytes: some systems take no more than 255 with all that is put around it.
const LONGEST: usize = 120;

/// A text as the name of a file, with the ending it has. What no folder, drive or command line could take for something
/// else stays; anything other becomes `_`. Never empty, never a device of Windows.
#[must_use]
pub fn safe_file_name(text: &str) -> String {
    let tidy: String = text
        .chars()
        .map(|letter| {
            if letter.is_alphanumeric() || " -_().,".contains(letter) {
                letter
            } else {
                '_'
            }
        })
        .collect();
    let tidy = tidy.trim_matches(['.', ' ']);
    let (stem, end) = match tidy.rsplit_once('.') {
        Some((stem, end)) if is_ending(end) => (stem, Some(end)),
        _ => (tidy, None),
    };
    let mut stem: String = stem.chars().take(LONGEST).collect();
    while stem.len() > LONGEST {
        stem.pop();
    }
    let stem = stem.trim_end_matches(['.', ' ']);
    let stem = if stem.is_empty() || is_device(stem) {
        "document"
    } else {
        stem
    };
    match end {
        Some(end) => format!("{stem}.{end}"),
        None => stem.to_owned(),
    }
}

fn is_ending(end: &str) -> bool {
    (1..=5).contains(&end.len()) && end.chars().all(|letter| letter.is_ascii_alphanumeric())
}

/// Windows takes these for devices, whatever follows the first dot, `com` and `lpt` with a digit, also a raised one
/// (Microsoft, Naming Files, Paths, and Namespaces).
fn is_device(stem: &str) -> bool {
    let lower = stem.split('.').next().unwrap_or_default().trim().to_lowercase();
    let numbered = ["com", "lpt"].iter().any(|name| {
        lower
            .strip_prefix(name)
            .is_some_and(|rest| rest.chars().count() == 1 && rest.chars().all(char::is_numeric))
    });
    numbered || ["con", "prn", "aux", "nul", "conin$", "conout$"].contains(&lower.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_taken_by_every_system() {
        for (text, name) in [
            ("Ricevuta n. 2026/193.pdf", "Ricevuta n. 2026_193.pdf"),
            ("Ricevuta n. 2026/193", "Ricevuta n. 2026_193"),
            ("a\\b:c*d?e\"f<g>h|i.csv", "a_b_c_d_e_f_g_h_i.csv"),
            ("../../etc/passwd", "_.._etc_passwd"),
            ("factura-DBC-74.pdf", "factura-DBC-74.pdf"),
            ("Factură seria DBC nr. 74.pdf", "Factură seria DBC nr. 74.pdf"),
            ("line\nbreak\u{202e}fdp.exe", "line_break_fdp.exe"),
            ("CON.pdf", "document.pdf"),
            ("nul.2026.pdf", "document.pdf"),
            ("com¹.txt", "document.txt"),
            ("Comu.pdf", "Comu.pdf"),
            (" . ", "document"),
            ("", "document"),
            ("a. .pdf", "a.pdf"),
        ] {
            assert_eq!(safe_file_name(text), name, "{text:?}");
        }
        assert!(safe_file_name(&"ș".repeat(400)).len() <= LONGEST);
    }
}
