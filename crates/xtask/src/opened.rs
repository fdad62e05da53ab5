//! The application, opened where nobody looks and waited for until Today is really drawn.
use std::path::Path;

use crate::failure::{Failure, Outcome};
use crate::place::Place;
use crate::session::Session;
use crate::webdriver::Driver;

/// True once Today shows at least one appointment and nothing is still being loaded.
const TODAY_IS_DRAWN: &str = "document.querySelector('[data-screen=\"today\"] [data-testid^=\"appointment-\"]') \
     && !document.querySelector('[data-screen=\"today\"] [aria-busy=\"true\"]')";

/// Opens the training clinic with `program` and saves a picture of Today to `picture`.
pub fn picture_of_today(place: &Place, session: &Session, program: &Path, picture: &Path) -> Outcome {
    let log = place.results("logs")?.join("window.log");
    let read_log = |failure: Failure| failure.next(format!("read what it printed: {}", log.display()));
    let driver = Driver::start(place, session, &log)?;
    let data_dir = session.path("desk");
    let arguments = ["--training", "--data-dir", &data_dir.to_string_lossy()];
    let window = driver.open(program, &arguments).map_err(read_log)?;
    window
        .wait_until(TODAY_IS_DRAWN, "The window opened but Today was not drawn.")
        .map_err(read_log)?;
    session.picture(place, picture)?;
    window.close()
}
