//! The application, opened where nobody looks and waited for until Today is really drawn.
use std::path::Path;
use std::time::Duration;

use crate::failure::{Failure, Outcome};
use crate::place::Place;
use crate::session::Session;
use crate::webdriver::Driver;

/// True once Today shows an appointment.
const TODAY_HAS_ROWS: &str = "document.querySelector('[data-testid=\"today-row\"]')";

/// True once the first reading of the training clinic is over.
const NOTHING_IS_FILLING: &str = "!document.querySelector('[data-testid=\"fill-progress\"]')";

/// The training clinic is read patient by patient, like a real one.
const FIRST_ROWS: Duration = Duration::from_secs(240);
const WHOLE_DAY: Duration = Duration::from_secs(90);

/// Opens the training clinic with `program` and saves a picture of Today to `picture`.
pub fn picture_of_today(place: &Place, session: &Session, program: &Path, picture: &Path) -> Outcome {
    let log = place.results("logs")?.join("window.log");
    let read_log = |failure: Failure| failure.next(format!("read what it printed: {}", log.display()));
    let driver = Driver::start(place, session, &log)?;
    let data_dir = session.path("desk");
    let arguments = ["--training", "--data-dir", &data_dir.to_string_lossy()];
    let window = driver.open(program, &arguments).map_err(read_log)?;
    let drawn = window.wait_until(TODAY_HAS_ROWS, FIRST_ROWS)?;
    // A picture of a day that is still being read is a picture all the same.
    let _ = window.wait_until(NOTHING_IS_FILLING, if drawn { WHOLE_DAY } else { Duration::ZERO })?;
    session.picture(place, picture)?;
    window.close()?;
    if drawn {
        return Ok(());
    }
    let sentence = format!(
        "The window opened but Today was not drawn; see {}.",
        picture.display()
    );
    Err(read_log(Failure::new(sentence)))
}
