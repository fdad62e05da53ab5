//! Templates of a clinic's own.

use frontdesk_documents::{DocumentError, Documents, OwnTemplates};

use crate::support::{copy, documents, facts, flat, text};

fn by(template: &str) -> Result<String, DocumentError> {
    documents()
        .render_by(template, "invoice", &facts("invoice"), "ro")
        .map(|pdf| flat(&text(&pdf)))
}

/// The line that fails and what the typesetter says of it.
fn fails(template: &str) -> (usize, String) {
    match by(template) {
        Err(error @ DocumentError::OwnTemplate { .. }) => {
            let shown = format!("{error} {error:?}");
            assert!(!shown.contains("Popescu"), "{shown}");
            let DocumentError::OwnTemplate { line, message, .. } = error else {
                unreachable!()
            };
            (line, message.into_inner())
        }
        Err(error) => panic!("{error}"),
        Ok(said) => panic!("{said}"),
    }
}

const OWN: &str = "#let paper = json(\"data.json\")
#set document(title: paper.title)
#set text(font: \"Inter\", lang: paper.language)
= #paper.name
Al nostru: #paper.parties.first().name, #paper.facts.sums.total
";

#[test]
fn an_own_template_sees_what_the_built_in_one_sees() {
    let said = by(OWN).unwrap();
    assert!(
        said.contains("Factură Al nostru: Popescu Ștefăniță, 346.00"),
        "{said}"
    );
}

#[test]
fn an_own_template_may_use_the_shared_parts() {
    let said = by(
        "#import \"parts.typ\": *\n#show: sheet\n#letterhead()\n= #paper.name #paper.number\n#charges()\n",
    )
    .unwrap();
    assert!(
        said.contains("CUI: RO12345678") && said.contains("Total 346,00 lei"),
        "{said}"
    );
}

#[test]
fn what_fails_is_told_with_its_line() {
    let (line, message) = fails("#let paper = json(\"data.json\")\n\n#paper.nothing\n");
    assert!(line == 3 && message.contains("nothing"), "{line}: {message}");
    let (line, _) = fails("= A\n#let x = (\n");
    assert_eq!(line, 2);
    let (line, message) = fails("#let paper = json(\"data.json\")\n#panic(paper.parties.first().name)");
    assert!(line == 2 && message.contains("Popescu"), "{line}: {message}");
    // Papers that are not made to be read aloud are refused too.
    let (_, message) = fails("#set document(title: \"a\")\n== Second\n");
    assert!(!message.is_empty());
}

#[test]
fn an_own_template_reaches_neither_disk_nor_network_nor_clock() {
    for template in [
        "#read(\"/etc/passwd\")",
        "#read(\"../Cargo.toml\")",
        "#import \"@preview/cetz:0.3.0\": *",
        "#import \"own.typ\": *",
        "#image(\"https://clinica.example/a.png\", alt: \"a\")",
        "#datetime.today()",
        "#while true { }",
    ] {
        assert_eq!(fails(template).0, 1, "{template}");
    }
}

/// The pages of a copy by that template.
fn copied(template: &str) -> Result<Vec<String>, DocumentError> {
    documents()
        .render_by(template, "invoice", &copy(), "ro")
        .map(|pdf| {
            text(&pdf)
                .trim_end_matches('\u{c}')
                .split('\u{c}')
                .map(flat)
                .collect()
        })
}

#[test]
fn a_copy_is_marked_on_every_page_whatever_the_template() {
    let pages = copied(&format!("{OWN}#pagebreak()\nA doua\n#set page(\"a5\")\nA treia")).unwrap();
    assert_eq!(pages.len(), 3, "{pages:?}");
    for page in &pages {
        assert!(page.contains("COPIE") && page.contains("23.11.2026"), "{page}");
    }
    assert!(pages[0].contains("Al nostru: Popescu"), "{pages:?}");
    assert!(
        !by(OWN).unwrap().contains("COPIE"),
        "what is no copy is not marked"
    );
    // A template that takes the mark away is none.
    let error = copied(&format!("#set page(foreground: none)\n{OWN}")).unwrap_err();
    assert!(
        matches!(&error, DocumentError::OwnTemplate { message, .. } if message.clone().into_inner().contains("copy")),
        "{error:?}"
    );
    let error = copied("#let paper = 1\n#panic()").unwrap_err();
    assert!(
        matches!(error, DocumentError::OwnTemplate { line: 2, .. }),
        "{error:?}"
    );
}

#[test]
fn a_folders_templates_take_the_place_of_built_in_ones_which_stay() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("invoice.typ"), OWN).unwrap();
    std::fs::write(folder.path().join("receipt.typ"), "#panic()").unwrap();
    std::fs::write(folder.path().join("other.typ"), "#panic()").unwrap();
    let documents = Documents::with(OwnTemplates::of_folder(folder.path()).unwrap());
    let invoice = documents.render("invoice", &facts("invoice"), "ro").unwrap();
    assert!(text(&invoice).contains("Al nostru"));
    assert!(documents.render("slip", &facts("slip"), "ro").is_ok());
    assert!(matches!(
        documents.render("receipt", &facts("receipt"), "it"),
        Err(DocumentError::OwnTemplate {
            document: "receipt",
            ..
        })
    ));
    let built_in = documents
        .render_built_in("receipt", &facts("receipt"), "it")
        .unwrap();
    assert!(text(&built_in).contains("Ricevuta"));

    std::fs::write(folder.path().join("slip.typ"), [0xFF, 0xFE]).unwrap();
    assert!(OwnTemplates::of_folder(folder.path()).is_err());
    let none = OwnTemplates::of_folder(&folder.path().join("none")).unwrap();
    assert!(Documents::with(none).render("slip", &facts("slip"), "ro").is_ok());
}
