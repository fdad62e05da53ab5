//! Directories of several manners, searched to the last patient.

use super::*;

/// What a directory makes of marks.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Marks {
    Heeded,
    Ignored,
    /// Taken off what is stored and not off what is asked.
    Lost,
}

/// A directory that finds inside names or at their beginning, and cuts its answers.
fn fill(
    patients: &[(&str, &str)],
    cap: usize,
    inside: bool,
    marks: Marks,
    known_cap: Option<usize>,
) -> (BTreeSet<usize>, u64) {
    let stored = |name: &str| {
        if marks == Marks::Heeded {
            name.to_owned()
        } else {
            plain(name)
        }
    };
    let names: Vec<(String, String)> = patients
        .iter()
        .map(|(last, first)| (stored(last), stored(first)))
        .collect();
    let mut plan = NamesPlan::new(known_cap);
    let mut met = BTreeSet::new();
    loop {
        while !plan.is_done() {
            for asked in plan.batch(16) {
                let wanted = |part: &String| {
                    if marks == Marks::Ignored {
                        plain(part)
                    } else {
                        part.clone()
                    }
                };
                let (last, first) = (wanted(&asked.last), wanted(&asked.first));
                let holds = |name: &String, part: &String| {
                    if inside {
                        name.contains(part)
                    } else {
                        name.starts_with(part)
                    }
                };
                let found: Vec<usize> = (0..patients.len())
                    .filter(|at| holds(&names[*at].0, &last) && holds(&names[*at].1, &first))
                    .take(cap)
                    .collect();
                let shown: Vec<_> = found
                    .iter()
                    .map(|at| (patients[*at].0.to_owned(), patients[*at].1.to_owned()))
                    .collect();
                plan.answered(&asked, found.len(), &shown);
                met.extend(found);
            }
        }
        let words = met
            .iter()
            .flat_map(|at| patients[*at].0.split('\''))
            .map(str::to_owned);
        plan.add_exact(words.collect::<Vec<_>>());
        if plan.is_done() {
            return (met, plan.asked);
        }
    }
}

fn clinic() -> Vec<(&'static str, &'static str)> {
    let last = [
        "POP",
        "POPA",
        "POPESCU",
        "IONESCU",
        "ȘTEFĂNESCU",
        "KOVÁCS",
        "ШЕВЧЕНКО",
        "RUS",
        "O'NEILL",
        "DINU",
    ];
    let first = ["ION", "MARIA", "ȘTEFAN", "ANA", "ANDREI", "ELENA", "ЛЕСЯ", "ZOE"];
    (0..160)
        .map(|at| (last[at % last.len()], first[(at / 3) % first.len()]))
        .collect()
}

#[test]
fn everybody_is_found_whatever_the_limit_and_the_way_of_searching() {
    let patients = clinic();
    for cap in [20, 37] {
        for inside in [true, false] {
            for marks in [Marks::Heeded, Marks::Ignored, Marks::Lost] {
                for known_cap in [None, Some(cap)] {
                    let (met, asked) = fill(&patients, cap, inside, marks, known_cap);
                    let lost: BTreeSet<_> = (0..patients.len())
                        .filter(|at| !met.contains(at))
                        .map(|at| patients[at])
                        .collect();
                    assert!(
                        lost.is_empty(),
                        "{cap} {inside} {marks:?} {known_cap:?}: {lost:?}"
                    );
                    assert!(asked < 20_000, "{cap} {inside} {marks:?}: {asked} questions");
                }
            }
        }
    }
}

#[test]
fn the_only_one_in_another_script_is_found() {
    let mut patients = clinic();
    patients.retain(|(last, first)| last.is_ascii() && first.is_ascii());
    patients.push(("ЇЖАК", "ЛЮБОВ"));
    for inside in [true, false] {
        let (met, _) = fill(&patients, 20, inside, Marks::Ignored, None);
        assert!(met.contains(&(patients.len() - 1)));
    }
}

#[test]
fn an_unlimited_directory_is_not_asked_deeper_than_needed() {
    let (_, asked) = fill(&clinic(), usize::MAX, true, Marks::Ignored, None);
    assert!(asked < 300, "{asked}");
}

#[test]
fn the_plan_survives_being_written_and_read() {
    let mut plan = NamesPlan::new(None);
    for asked in plan.batch(3) {
        plan.answered(&asked, 50, &[("ȚEPEȘ".into(), "Øyvind".into())]);
    }
    let read: NamesPlan = serde_json::from_str(&serde_json::to_string(&plan).unwrap()).unwrap();
    assert_eq!(read, plan);
    assert!(plan.progress().0 == 3 && plan.progress().1 > 3);
}
