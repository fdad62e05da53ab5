//! A clock with the wrong year: what is past its time by such a clock alone stays.

use std::time::Duration;

use chrono::TimeDelta;
use frontdesk_desk::audit::AuditQuery;

use crate::desk::Place;

const DAY: Duration = Duration::from_secs(86_400);

impl Place {
    /// Lines of the access log whose contents were emptied.
    async fn emptied(&self) -> usize {
        let log = self.desk.access_log(AuditQuery::default()).await.unwrap();
        log.lines.iter().filter(|line| line.erased).count()
    }
}

#[tokio::test(start_paused = true)]
async fn an_hour_in_another_year_empties_no_log_and_a_week_there_does() {
    let place = Place::filled().await;
    let person = place.expected().await.patient.id;
    place.desk.open_patient(person).await.unwrap();
    place.clock.jump(TimeDelta::days(10 * 365));
    // Whoever works by the wrong clock writes lines by it.
    place.desk.open_patient(person).await.unwrap();
    place.while_running(tokio::time::sleep(2 * DAY)).await;
    assert_eq!(place.emptied().await, 0);
    place.while_running(tokio::time::sleep(7 * DAY)).await;
    assert!(place.emptied().await > 0, "after a week it is the time");
    assert!(place.desk.verify_access_log(None).await.unwrap().ok);
}
