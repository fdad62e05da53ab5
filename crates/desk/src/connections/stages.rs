//! What a clinic's own status names may mean at the desk. A proposal only: a person confirms it.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::StatusLabel;
use crate::agenda::Stage;

/// Beginnings of words, in the languages clinics name their statuses in: Romanian, English, Italian,
/// Czech, Portuguese, Ukrainian. Each word of a phrase matches the beginning of a word of the name, and
/// the words stand one after the other.
const CANCELLED: &[&str] = &[
    "anul",
    "renunt",
    "cancel",
    "annull",
    "disdet",
    "disdir",
    "zrus",
    "storn",
    "desmarc",
    "скасов",
    "відмін",
];
const MISSED: &[&str] = &[
    "neprezent",
    "absent",
    "nu s a prezent",
    "nu a venit",
    "nu vine",
    "no show",
    "noshow",
    "did not",
    "missed",
    "assent",
    "non present",
    "non venut",
    "mancat",
    "nedostav",
    "neprisel",
    "neprisla",
    "nepritom",
    "falt",
    "nao compar",
    "не зявив",
    "не зявл",
    "неяв",
    "не прийш",
    "відсутн",
];
const DONE: &[&str] = &[
    "finaliz",
    "efectuat",
    "terminat",
    "incheiat",
    "consultat",
    "rezolvat",
    "tratat",
    "done",
    "finish",
    "complet",
    "seen",
    "closed",
    "eseguit",
    "conclus",
    "conclu",
    "hotov",
    "dokonc",
    "ukonc",
    "vysetren",
    "osetren",
    "atendido",
    "realizad",
    "заверш",
    "виконан",
    "обслуж",
];
const WITH_DOCTOR: &[&str] = &[
    "in cabinet",
    "la medic",
    "la doctor",
    "in consult",
    "in tratament",
    "in lucru",
    "intrat",
    "preluat",
    "with doctor",
    "with the doctor",
    "in room",
    "in progress",
    "in treatment",
    "in surgery",
    "in care",
    "in cura",
    "in corso",
    "dal medico",
    "in visita",
    "v ordinac",
    "u lekar",
    "vysetruje",
    "osetruje",
    "em atend",
    "em consult",
    "com o medico",
    "у лікар",
    "в кабінет",
    "на прийом",
];
const ARRIVED: &[&str] = &[
    "sosit",
    "prezent",
    "s a prezent",
    "a venit",
    "venit",
    "ajuns",
    "astept",
    "asteapt",
    "in astept",
    "in sala",
    "check in",
    "checkin",
    "checked in",
    "arriv",
    "waiting",
    "here",
    "present",
    "in attesa",
    "attesa",
    "accett",
    "doraz",
    "prisel",
    "prisla",
    "prichod",
    "ceka",
    "v cekarn",
    "cheg",
    "aguard",
    "em espera",
    "прийш",
    "прибу",
    "очіку",
    "чека",
];
const CONFIRMED: &[&str] = &["confirm", "conferm", "potvr", "підтвердж"];
/// Names that hold one of the words above and mean something else.
const NOT_MEANT: &[&str] = &[
    "nu",
    "not",
    "non",
    "fara",
    "neconfirm",
    "nepotvr",
    "nao",
    "не",
    "de confirm",
    "to confirm",
    "to be",
    "da conferm",
    "lista de astept",
    "lista astept",
    "waiting list",
    "lista d attesa",
    "lista di attesa",
    "a confirmar",
];

/// The stage a status may mean, from its name and the vendor's own marks; `None`: only a mark.
#[must_use]
pub fn propose(label: &StatusLabel) -> Option<Stage> {
    let words = fold(&label.name);
    let named = if holds(&words, CANCELLED) {
        Some(Stage::Cancelled)
    } else if holds(&words, MISSED) {
        Some(Stage::Missed)
    } else if holds(&words, NOT_MEANT) {
        None
    } else if holds(&words, WITH_DOCTOR) {
        Some(Stage::WithDoctor)
    } else if holds(&words, DONE) {
        Some(Stage::Done)
    } else if holds(&words, ARRIVED) {
        Some(Stage::Arrived)
    } else if holds(&words, CONFIRMED) {
        Some(Stage::Confirmed)
    } else {
        None
    };
    // The marks of an unused status are whatever the vendor's form started with.
    if named.is_some() || !label.active {
        return named;
    }
    match (label.displayed, label.success) {
        (Some(false), _) => Some(Stage::Cancelled),
        (_, Some(false)) => Some(Stage::Missed),
        _ => None,
    }
}

fn holds(words: &[String], phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| {
        let stems = fold(phrase);
        words.windows(stems.len()).any(|window| {
            window.iter().zip(&stems).all(|(word, stem)| {
                // Short words are whole words: "nu" must not be found in "numit", nor "a" in "anunt".
                if stem.chars().count() <= 3 {
                    word == stem
                } else {
                    word.starts_with(stem.as_str())
                }
            })
        })
    })
}

/// Lower case, marks off, apostrophes gone, split at everything that is neither letter nor digit.
fn fold(text: &str) -> Vec<String> {
    let folded: String = text
        .nfkd()
        .filter(|letter| !is_combining_mark(*letter) && !matches!(letter, '\'' | '’' | 'ʼ'))
        .flat_map(char::to_lowercase)
        .collect();
    folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(name: &str) -> StatusLabel {
        StatusLabel {
            key: "1".into(),
            name: name.into(),
            color: None,
            active: true,
            displayed: Some(true),
            success: Some(true),
            stage: None,
        }
    }

    #[test]
    fn names_of_many_clinics_are_understood() {
        let table = [
            (
                Stage::Confirmed,
                vec![
                    "Confirm",
                    "Confirmat",
                    "CONFIRMAT SMS",
                    "Confirmed",
                    "Confermato",
                    "Potvrzeno",
                    "Підтверджено",
                ],
            ),
            (
                Stage::Arrived,
                vec![
                    "Sosit",
                    "Prezent",
                    "S-a prezentat",
                    "În așteptare",
                    "In asteptare",
                    "Așteaptă",
                    "Sală: în sala de așteptare",
                    "Checked in",
                    "Arrived",
                    "Waiting",
                    "Arrivato",
                    "In attesa",
                    "Čeká",
                    "Dorazil",
                    "Chegou",
                    "Прийшов",
                    "Очікує",
                ],
            ),
            (
                Stage::WithDoctor,
                vec![
                    "In cabinet",
                    "În cabinet",
                    "La medic",
                    "Intrat în cabinet",
                    "With the doctor",
                    "V ordinaci",
                    "In cura",
                    "У лікаря",
                    "Em atendimento",
                ],
            ),
            (
                Stage::Done,
                vec![
                    "Finalizat",
                    "Efectuat",
                    "Terminată",
                    "Încheiat",
                    "Done",
                    "Completed",
                    "Completato",
                    "Hotovo",
                    "Завершено",
                    "Atendido",
                ],
            ),
            (
                Stage::Missed,
                vec![
                    "Neprezentat",
                    "Absent",
                    "Nu s-a prezentat",
                    "Nu a venit",
                    "No-show",
                    "Assente",
                    "Nedostavil se",
                    "Faltou",
                    "Не з'явився",
                    "Не прийшов",
                ],
            ),
            (
                Stage::Cancelled,
                vec![
                    "Anulat",
                    "Anulată de pacient",
                    "Cancelled",
                    "Canceled",
                    "Annullato",
                    "Zrušeno",
                    "Storno",
                    "Скасовано",
                ],
            ),
        ];
        for (stage, names) in table {
            for name in names {
                assert_eq!(propose(&label(name)), Some(stage), "{name}");
            }
        }
    }

    #[test]
    fn words_that_only_look_alike_are_left_alone() {
        for name in [
            "Neconfirmat",
            "De confirmat",
            "Nu este confirmat",
            "Listă de așteptare",
            "Achitat",
            "VIP",
            "De sunat",
            "",
            "!?",
        ] {
            assert_eq!(propose(&label(name)), None, "{name}");
        }
    }

    #[test]
    fn the_vendors_marks_decide_where_the_name_does_not() {
        let hidden = StatusLabel {
            displayed: Some(false),
            ..label("Mutat")
        };
        assert_eq!(propose(&hidden), Some(Stage::Cancelled));
        let failed = StatusLabel {
            success: Some(false),
            ..label("Mutat")
        };
        assert_eq!(propose(&failed), Some(Stage::Missed));
        let unused = StatusLabel {
            active: false,
            displayed: Some(false),
            success: Some(false),
            ..label("Status 8")
        };
        assert_eq!(propose(&unused), None);
        let named = StatusLabel {
            displayed: Some(false),
            success: Some(false),
            ..label("Sosit")
        };
        assert_eq!(propose(&named), Some(Stage::Arrived));
    }
}
