//! The system's clock.

use std::time::Duration;

use chrono::{DateTime, Utc};
use frontdesk_desk::ports::Clock;
use futures::future::BoxFuture;

/// Wall clock of the system, and Tokio's timer for waiting.
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        // Made when polled, so that it may be asked for outside the runtime.
        Box::pin(async move { tokio::time::sleep(duration).await })
    }
}
