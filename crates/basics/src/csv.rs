//! Tables as a spreadsheet of the clinics' countries opens them: UTF-8 with its mark, semicolons between cells.

use rust_decimal::Decimal;

/// What tells a spreadsheet that the bytes are UTF-8.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// The rows as a file, the headings first.
///
/// Nothing in a cell is ever taken for a formula: names, reasons and vendors' words are foreign text, and a
/// spreadsheet carries out what begins like one.
#[must_use]
pub fn csv<R, C>(rows: R) -> Vec<u8>
where
    R: IntoIterator<Item = C>,
    C: IntoIterator<Item = String>,
{
    let mut file = MARK.to_vec();
    for row in rows {
        let cells: Vec<String> = row.into_iter().map(|cell| quoted(&cell)).collect();
        file.extend_from_slice(cells.join(";").as_bytes());
        file.extend_from_slice(b"\r\n");
    }
    file
}

fn quoted(cell: &str) -> String {
    let line = cell.replace(char::is_control, " ");
    let line = line.trim();
    let guard = if begins_like_a_formula(line) { "'" } else { "" };
    format!("\"{guard}{}\"", line.replace('"', "\"\""))
}

fn begins_like_a_formula(line: &str) -> bool {
    // A sum below nothing is a number, also for a spreadsheet.
    let is_number = line
        .strip_prefix('-')
        .is_some_and(|digits| digits.parse::<Decimal>().is_ok() && !digits.starts_with(['+', '-']));
    !is_number && line.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(cells: &[&str]) -> String {
        let row = cells.iter().map(|cell| (*cell).to_owned());
        String::from_utf8(csv([row])).unwrap()
    }

    #[test]
    fn cells_are_told_apart_whatever_stands_in_them() {
        assert_eq!(
            file(&["Ștefania; Ana", "said \"no\"", "two\r\nlines", ""]),
            "\u{feff}\"Ștefania; Ana\";\"said \"\"no\"\"\";\"two  lines\";\"\"\r\n"
        );
    }

    #[test]
    fn nothing_is_taken_for_a_formula() {
        for cell in [
            "=1+1",
            "+40 799",
            "-5+1",
            "--5",
            "@SUM(A1)",
            "\t=1",
            " =1",
            "＝1",
            "\r=cmd|' /C calc'!A0",
        ] {
            let written = file(&[cell]);
            assert!(written.starts_with("\u{feff}\"'"), "{cell:?}: {written}");
        }
        assert_eq!(file(&["a=1"]), "\u{feff}\"a=1\"\r\n");
        assert_eq!(
            file(&["-12.50"]),
            "\u{feff}\"-12.50\"\r\n",
            "a sum stays a number"
        );
    }
}
