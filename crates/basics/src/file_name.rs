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

    #[test]
    fn no_device_of_windows_is_a_name() {
        for device in [
            "con", "PRN", "Aux", "nul", "COM1", "com9", "LPT1", "lpt³", "CONIN$", "conout$",
        ] {
            for text in [
                device.to_owned(),
                format!("{device}.pdf"),
                format!(" {device} .pdf"),
                format!("{device}.2026.pdf"),
                format!("{device}..."),
            ] {
                let name = safe_file_name(&text);
                let stem = name.split('.').next().unwrap().trim().to_lowercase();
                assert_ne!(stem, device.to_lowercase(), "{text:?} became {name:?}");
            }
        }
        for harmless in [
            "com.pdf",
            "com10.pdf",
            "console.pdf",
            "nulla osta.pdf",
            "Auxilia.pdf",
            "lptx.pdf",
        ] {
            assert_eq!(safe_file_name(harmless), harmless);
        }
    }

    #[test]
    fn a_name_neither_ends_in_a_dot_or_space_nor_is_too_long_for_a_disk() {
        for letter in ["a", "ș", "Є", "歯", "𝒜", "e\u{301}"] {
            for end in ["", ".pdf", ".", " ", ". . ", ".pdf. "] {
                let name = safe_file_name(&format!("{}{end}", letter.repeat(400)));
                assert!(!name.ends_with(['.', ' ']), "{name:?}");
                // A name on the disks of Linux and macOS has 255 bytes at most, and a number may follow.
                assert!(name.len() <= 200, "{} bytes: {name:?}", name.len());
                assert_eq!(name.ends_with(".pdf"), end.starts_with(".pdf"), "{name:?}");
            }
        }
        assert_eq!(safe_file_name("Чек № 7.pdf"), "Чек _ 7.pdf");
        assert_eq!(safe_file_name("領収書.pdf"), "領収書.pdf");
    }

    #[test]
    fn a_name_made_safe_stays_as_it_is() {
        for text in [
            "a. .pdf",
            "CON.pdf",
            "../../x",
            "b .. .csv",
            "nul. .",
            "z.\u{202e}fdp",
        ] {
            let once = safe_file_name(text);
            assert_eq!(safe_file_name(&once), once, "{text:?}");
        }
    }
}
