use super::*;
use crate::audit::chain::Head;

fn filled(count: u32) -> (Place, Open) {
    let place = Place::new();
    let open = place.open();
    open.lines(count);
    (place, open)
}

fn files(place: &Place) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    std::fs::read_dir(place.dir.path().join("desk"))
        .unwrap()
        .map(|file| file.unwrap().path())
        .map(|path| (path.clone(), std::fs::read(&path).unwrap()))
        .collect()
}

#[test]
fn a_cut_is_not_forgotten_when_the_log_goes_on() {
    let (place, open) = filled(5);
    open.tamper("DELETE FROM access_log WHERE seq > 3");
    // The same process goes on: what it adds does not hide the cut.
    open.record(&line(1));
    assert_eq!(open.problem(), Some((AuditProblem::Cut, 5)));
    open.record(&line(2));
    assert!(open.problem().is_some());
    drop(open);
    let open = place.open();
    assert_eq!(open.acts().last().unwrap(), "log_broken");
    let at = open.acts().len() as u32;
    open.lines(3);
    assert_eq!(open.problem(), Some((AuditProblem::Cut, at)));
    drop(open);
    // And only once is it put down.
    let open = place.open();
    assert_eq!(open.acts().iter().filter(|act| *act == "log_broken").count(), 1);
    assert_eq!(open.problem(), Some((AuditProblem::Cut, at)));
}

#[test]
fn an_end_that_is_gone_or_anothers_is_put_down() {
    for content in [None, Some("nothing of this log")] {
        let (place, open) = filled(3);
        drop(open);
        let file = place.dir.path().join("desk").join("store.log");
        match content {
            Some(content) => std::fs::write(&file, content).unwrap(),
            None => std::fs::remove_file(&file).unwrap(),
        }
        let open = place.open();
        assert_eq!(open.problem(), Some((AuditProblem::Cut, 4)));
    }
}

#[test]
fn an_older_copy_of_the_store_is_told_by_the_end_beside_it() {
    let (place, open) = filled(2);
    drop(open);
    let copy = files(&place);
    let open = place.open();
    open.lines(2);
    drop(open);
    for (path, content) in copy.iter().filter(|(path, _)| !path.ends_with("store.log")) {
        std::fs::write(path, content).unwrap();
    }
    let open = place.open();
    assert_eq!(open.acts().last().unwrap(), "log_broken");
    assert_eq!(open.problem(), Some((AuditProblem::Cut, 3)));
}

#[test]
fn an_older_copy_of_store_and_end_is_told_by_an_end_written_down_elsewhere() {
    let (place, open) = filled(2);
    drop(open);
    let copy = files(&place);
    let open = place.open();
    open.lines(2);
    let known = block_on(open.store.read(Head::of)).unwrap();
    drop(open);
    for (path, content) in &copy {
        std::fs::write(path, content).unwrap();
    }
    let open = place.open();
    assert_eq!(open.problem(), None);
    let against = |open: &Open, known: Head| {
        let audit = open.audit.clone();
        let verdict = block_on(open.store.read(move |conn| {
            let kept = audit.anchor.read()?;
            super::super::verify::verify(conn, &audit.key, kept.as_ref(), Some(&known))
        }));
        verdict.unwrap().problem
    };
    assert_eq!(against(&open, known.clone()), Some(AuditProblem::Cut));
    open.lines(5);
    assert_eq!(against(&open, known), Some(AuditProblem::Changed));
}

#[test]
fn an_end_older_than_the_log_as_after_a_power_cut_is_fine() {
    let (place, open) = filled(2);
    let file = place.dir.path().join("desk").join("store.log");
    let older = std::fs::read(&file).unwrap();
    open.lines(3);
    drop(open);
    std::fs::write(&file, older).unwrap();
    let open = place.open();
    assert_eq!((open.problem(), open.verdict().lines), (None, 5));
    open.lines(1);
    assert_eq!(open.problem(), None);
    open.tamper("DELETE FROM access_log WHERE seq = 6");
    assert_eq!(open.problem(), Some((AuditProblem::Cut, 6)));
}

#[test]
fn an_end_that_cannot_be_written_stops_nobodys_work() {
    let (place, open) = filled(1);
    let file = place.dir.path().join("desk").join("store.log");
    std::fs::remove_file(&file).unwrap();
    std::fs::create_dir(&file).unwrap();
    open.lines(2);
    assert_eq!(open.acts().len(), 3);
}
