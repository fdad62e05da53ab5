use proptest::prelude::*;

use crate::patients::search::folding::{address, digits, fold, words};

#[test]
fn every_script_of_our_clinics_folds_to_plain_letters() {
    for (text, folded) in [
        ("Ștefănescu", "stefanescu"),
        ("Ştefănescu", "stefanescu"), // the cedilla of old Romanian keyboards
        ("S\u{0326}tefa\u{0306}nescu", "stefanescu"), // taken apart
        ("ȚÂRÎNĂ", "tarina"),
        ("Dvořák", "dvorak"),
        ("Łukasz Żółć", "lukasz zolc"),
        ("Đorđević", "dordevic"),
        ("Ødegård Åse", "odegard ase"),
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("Æsa Œuvre Þór", "aesa oeuvre thor"),
        ("Işık İnci", "isik inci"),
        ("João Gonçalves Araújo", "joao goncalves araujo"),
        ("D'Angelo", "dangelo"),
        ("D’Angelo", "dangelo"),
        ("Popescu-Ionescu", "popescu ionescu"),
        ("  Popescu ,  Ion ", "popescu ion"),
        ("Ｐｏｐｅｓｃｕ", "popescu"),
        ("Шевченко Тарас", "shevchenko taras"),
        ("Щербак Юлія", "shcherbak yuliia"),
        ("Згурський", "zghurskyi"),
        ("Знам'янка", "znamianka"),
        ("Єва Її", "yeva yii"),
        ("Ґонта", "gonta"),
        ("Гончар", "honchar"),
        ("Κώστας", "κωστας"),
        ("", ""),
        ("🙂 !? —", ""),
    ] {
        assert_eq!(fold(text), folded, "{text}");
    }
}

#[test]
fn a_cyrillic_name_folds_to_each_way_it_is_written_in_latin() {
    let spellings = |text: &str| words(text).remove(0);
    assert_eq!(spellings("Юрій"), ["yurii", "yuriy"]);
    assert_eq!(spellings("Григорий"), ["hryhoryi", "grigoriy", "hryhoryy"]);
    assert_eq!(spellings("Хрущов"), ["khrushchov", "hruschov"]);
    assert_eq!(spellings("Сергій"), ["serhii", "sergiy", "serhiy"]);
    assert_eq!(
        spellings("и\u{0306}од"),
        ["yod"],
        "a letter taken apart is put together first"
    );
}

#[test]
fn an_address_keeps_its_marks() {
    assert_eq!(address(" Ion.Popescu+x@Gmail.com "), "ion.popescu+x@gmail.com");
    assert_eq!(address("\"; DROP TABLE--@x"), "droptable--@x");
}

#[test]
fn digits_are_digits_in_any_width() {
    assert_eq!(digits("+40 (722) 123-456"), "40722123456");
    assert_eq!(digits("０７２２"), "0722");
}

proptest! {
    #[test]
    fn folding_what_is_folded_changes_nothing(text in any::<String>()) {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn case_and_marks_do_not_matter(text in "[a-zăâîșțáéíóúüöőűčďěňřšťůž ]{0,30}") {
        prop_assert_eq!(fold(&text.to_uppercase()), fold(&text));
    }
}
