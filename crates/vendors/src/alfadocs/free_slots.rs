//! `free-slots`. The document shows no field of an answer.

use chrono::NaiveDate;

use super::client::Alfadocs;
use super::operations::FREE_SLOTS;
use crate::row::row;
use crate::scalar::VendorDate;
use crate::{Rows, VendorError};

/// Which slots.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindFreeSlots {
    /// `startDate`.
    pub start: NaiveDate,
    /// `endDate`.
    pub end: Option<NaiveDate>,
    /// `duration`, minutes.
    pub duration: i64,
    /// `operatorIds`; all operators when empty.
    pub operators: Vec<i64>,
}

row! {
    /// A free slot; every key is a guess.
    pub struct FreeSlot {
        /// When it begins.
        date: VendorDate = "date",
        /// When it begins, under another name.
        start: VendorDate = "start",
        /// When it ends.
        end: VendorDate = "end",
        /// Whose it is.
        operator: i64 = "operatorId",
        /// Where it is.
        chair: i64 = "chairId",
        /// Minutes.
        duration: i64 = "duration",
    }
}

impl Alfadocs {
    /// Free slots from a day on.
    ///
    /// # Errors
    /// `Invalid` for a duration that is none or a range backwards; else those of the call.
    pub async fn free_slots(&self, find: &FindFreeSlots) -> Result<Rows<FreeSlot>, VendorError> {
        let invalid = |field, message: &str| Err(VendorError::invalid(FREE_SLOTS.name, field, message));
        if find.duration <= 0 {
            return invalid("duration", "duration must be a positive number of minutes");
        }
        if find.end.is_some_and(|end| end < find.start) {
            return invalid("endDate", "endDate must not lie before startDate");
        }
        let operators: Vec<_> = find.operators.iter().map(i64::to_string).collect();
        let outgoing = self
            .to(&FREE_SLOTS)
            .await?
            .path("startDate", find.start)
            .query("endDate", find.end)
            .query("duration", Some(find.duration))
            .query(
                "operatorIds",
                Some(operators.join(",")).filter(|ids| !ids.is_empty()),
            );
        self.send(outgoing).await?.rows()
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{A, answering, round_trip};
    use super::*;

    #[tokio::test]
    async fn the_day_is_in_the_path_and_operators_are_one_value() {
        let row = r#"{"date":"2026-05-04 10:00:00","start":"2026-05-04 10:00:00","end":"2026-05-04 10:30:00",
            "operatorId":2,"chairId":1,"duration":30}"#;
        let (client, stub) = answering(&format!(r#"{{"data":[{row}]}}"#));
        let mut find = FindFreeSlots {
            start: "2026-05-04".parse().unwrap(),
            end: "2026-05-10".parse().ok(),
            duration: 30,
            operators: vec![1, 2],
        };
        let rows = client.free_slots(&find).await.unwrap();
        assert_eq!(
            stub.calls(),
            [format!(
                "GET {A}/free-slots/2026-05-04?endDate=2026-05-10&duration=30&operatorIds=1%2C2"
            )]
        );
        assert_eq!(round_trip(&rows.rows[0], row), 0);
        find.end = "2026-05-03".parse().ok();
        assert_eq!(client.free_slots(&find).await.unwrap_err().field, Some("endDate"));
        (find.end, find.duration) = (None, 0);
        assert_eq!(
            client.free_slots(&find).await.unwrap_err().field,
            Some("duration")
        );
    }
}
