//! The text to be printed comes as a web page; it is shown as text.

/// Elements whose content is not text to read.
const SILENT: [&str; 4] = ["head", "script", "style", "title"];
/// Elements that begin a new line.
const BLOCKS: [&str; 12] = [
    "br", "div", "h1", "h2", "h3", "h4", "hr", "li", "p", "section", "table", "tr",
];

/// Stands for the beginning of a line until the lines of the source are gone.
const LINE: char = '\u{2028}';

/// A page without its tags. Text that is no page stays as it is.
pub(super) fn readable(page: &str) -> String {
    let mut text = String::with_capacity(page.len());
    let mut rest = page;
    let mut silent: Option<&str> = None;
    let mut is_page = false;
    while let Some((before, after)) = rest.split_once('<') {
        let begins_tag = after.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
        let Some((tag, behind)) = after.split_once('>').filter(|_| begins_tag) else {
            if silent.is_none() {
                text.push_str(before);
                text.push('<');
            }
            rest = after;
            continue;
        };
        if silent.is_none() {
            text.push_str(before);
        }
        is_page = true;
        let (closes, name) = match tag.strip_prefix('/') {
            Some(name) => (true, name),
            None => (false, tag),
        };
        let end = name
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(name.len());
        let name = name[..end].to_ascii_lowercase();
        match silent {
            Some(wanted) if closes && wanted == name => silent = None,
            None if !closes && !tag.ends_with('/') => {
                silent = SILENT.into_iter().find(|known| *known == name);
            }
            _ => {}
        }
        if silent.is_none() && BLOCKS.contains(&name.as_str()) {
            text.push(LINE);
        }
        rest = behind;
    }
    if silent.is_none() {
        text.push_str(rest);
    }
    if is_page {
        // Lines of a page's source are none of its text.
        text = text.replace(['\n', '\r'], " ").replace(LINE, "\n");
    }
    tidy(&entities(&text))
}

fn entities(text: &str) -> String {
    [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&laquo;", "«"),
        ("&raquo;", "»"),
        ("&ndash;", "–"),
        ("&mdash;", "—"),
        // Last, so that an ampersand that was written as an entity begins no other one.
        ("&amp;", "&"),
    ]
    .into_iter()
    .fold(text.to_owned(), |text, (entity, sign)| text.replace(entity, sign))
}

fn tidy(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::readable;

    #[test]
    fn a_page_becomes_lines_of_text() {
        let page = "<!DOCTYPE html><html><head><title>t</title><style>p { a > b }</style></head>\
            <body><h1>Договір &laquo;А&raquo;</h1><p class=\"x\">перша\n  частина<br/>друга &amp;lt;</p></body></html>";
        assert_eq!(readable(page), "Договір «А»\nперша частина\nдруга &lt;");
    }

    #[test]
    fn what_is_no_page_stays() {
        assert_eq!(readable("Contract request content"), "Contract request content");
        assert_eq!(readable("1 < 2 і 3 > 2"), "1 < 2 і 3 > 2");
        assert_eq!(readable("кінець <p"), "кінець <p");
        assert_eq!(readable("<script>x"), "");
        assert_eq!(readable(""), "");
    }
}
