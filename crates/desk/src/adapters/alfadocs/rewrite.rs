//! Writing back what was read. AlfaDocs does not say whether an update empties what it does not carry, so an update
//! carries everything that the row had and the operation takes.

use frontdesk_vendors::alfadocs::operation;
use frontdesk_vendors::json::Object;
use frontdesk_vendors::{FromObject, Place};
use serde::Serialize;

/// The request of an update that changes nothing: [`as_read`] without values of another kind than requests take.
pub(super) fn unchanged<Request: FromObject + Kept + Serialize>(
    name: &str,
    row: &impl Serialize,
    renamed: &[(&str, &str)],
    never: &[&str],
) -> Request {
    let request: Request = as_read(name, row, renamed, never);
    let odd = request.odd();
    if odd.is_empty() {
        return request;
    }
    let text = serde_json::to_string(&request).unwrap_or_default();
    let all: Object = serde_json::from_str(&text).unwrap_or_default();
    let keys: Vec<String> = all
        .keys()
        .map(str::to_owned)
        .filter(|key| !odd.contains(key))
        .collect();
    Request::from_object(only(&all, &keys))
}

/// What a fresh row holds under names that the operation takes, and the practice's own fields (their names begin with
/// an underscore). A value of another kind than requests take stays as it came. `renamed`: names in answers to names in
/// requests; `never`: what is not taken over.
pub(super) fn as_read<Request: FromObject>(
    name: &str,
    row: &impl Serialize,
    renamed: &[(&str, &str)],
    never: &[&str],
) -> Request {
    let text = serde_json::to_string(row).unwrap_or_default();
    let mut all: Object = serde_json::from_str(&text).unwrap_or_default();
    for (answered, asked) in renamed {
        if let Some(value) = all.take_raw(answered) {
            all.put(asked, value);
        }
    }
    let taken = |key: &str| {
        !never.contains(&key)
            && (key.starts_with('_')
                || operation(name).is_some_and(|operation| {
                    let mut body = operation
                        .parameters
                        .iter()
                        .filter(|known| known.place == Place::Body);
                    body.any(|known| known.name == key)
                }))
    };
    let keys: Vec<String> = all.keys().filter(|key| taken(key)).map(str::to_owned).collect();
    Request::from_object(only(&all, &keys))
}

fn only(all: &Object, keys: &[String]) -> Object {
    let mut kept = Object::default();
    for key in keys {
        // Nothing is nothing, whether the vendor writes it as null or as an empty text.
        if let Some(value) = all
            .get(key)
            .filter(|value| !matches!(value.get(), "null" | "\"\""))
        {
            kept.put(key, value.to_owned());
        }
    }
    kept
}

/// A request that keeps what it did not understand.
pub(super) trait Kept {
    /// Known names whose values were not understood.
    fn odd(&self) -> Vec<String>;
}

macro_rules! kept {
    ($($request:ty),+) => {$(
        impl Kept for $request {
            fn odd(&self) -> Vec<String> {
                let keys = self.extra.iter().map(|(key, _)| key);
                keys.filter(|key| !key.starts_with('_')).map(str::to_owned).collect()
            }
        }
    )+};
}

kept!(frontdesk_vendors::alfadocs::SavePatient);

#[cfg(test)]
mod tests {
    use frontdesk_vendors::alfadocs::{Appointment, Patient, SaveAppointment, SavePatient};

    use super::*;

    fn row<T: FromObject>(text: &str) -> T {
        T::from_object(serde_json::from_str(text).unwrap())
    }

    #[test]
    fn everything_an_update_takes_is_sent_back_exactly() {
        let patient: Patient = row(
            r#"{"id":5,"firstName":"Anna","lastName":"Rossi","dateBirth":"1990-05-04","yearlyNumberingNumber":"12",
            "sourceId":4,"emailValid":true,"phoneNumbers":[{"id":1,"number":"3"}],"_height":170.50,"_note":null,
            "createdAt":"2020-01-01 10:00:00","smsReminderPossible":"true","job":null,"province":""}"#,
        );
        let request: SavePatient = unchanged(
            "update-patient",
            &patient,
            &[("dateBirth", "dateOfBirth")],
            &["createdAt", "lastModifiedAt"],
        );
        let sent: serde_json::Value = serde_json::to_value(&request).unwrap();
        assert_eq!(
            sent,
            serde_json::json!({
                "firstName": "Anna", "lastName": "Rossi", "dateOfBirth": "1990-05-04", "yearlyNumberingNumber": 12,
                "sourceId": 4, "smsReminderPossible": true, "_height": 170.5,
            })
        );
        assert!(
            serde_json::to_string(&request).unwrap().contains("170.50"),
            "digits stay"
        );
    }

    #[test]
    fn what_an_update_would_not_take_is_left_out_and_stops_nothing() {
        let patient: Patient =
            row(r#"{"firstName":"Anna","lastName":"Rossi","dateBirth":"-0001-11-30","sourceId":"x"}"#);
        let request: SavePatient =
            unchanged("update-patient", &patient, &[("dateBirth", "dateOfBirth")], &[]);
        assert!(request.extra.is_empty());
        assert_eq!(request.last_name.as_deref(), Some("Rossi"));
        let visit: Appointment = row(
            r#"{"id":7,"date":"2026-05-04 10:30:00","patientId":5,"colorId":85661,"chairId":"Poltrona","carePlanId":"N/A",
            "duration":"30","firstVisit":"false","frequency":null}"#,
        );
        let request: SaveAppointment = as_read("update-appointment", &visit, &[], &[]);
        assert_eq!(
            serde_json::to_string(&request).unwrap(),
            r#"{"date":"2026-05-04 10:30:00","patientId":5,"duration":30,"colorId":85661,"chairId":"Poltrona"}"#
        );
    }
}
