//! What holds for any answer to any operation of Gensoft, and for any mapping.

#![allow(
    clippy::unwrap_used,
    reason = "a property that does not hold ends the test; nothing of this is in a release"
)]

use super::{
    Attendance, AttendanceMapping, AttendancePatient, ClinicalFact, Gensoft, GensoftAccount, OPERATIONS,
    Paths, Procedure, UploadTransport,
};
use crate::fuzzing::{CANARY, HOST, Line, parameters, settled, value_or_typed_error};

const PDF: &[u8] = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";

/// Every operation turns this answer into JSON or a typed error, with one request each; how many into JSON.
pub fn any_answer(status: u16, body: &[u8]) -> usize {
    let line = Line::new(status, body);
    let account = GensoftAccount {
        base_url: format!("https://{HOST}").parse().unwrap(),
        key: CANARY.into(),
        upload: UploadTransport::default(),
        mapping: AttendanceMapping::default(),
        paths: Paths::default(),
    };
    let client = Gensoft::new(account, line.clone()).unwrap();
    let mut values = 0;
    for operation in OPERATIONS {
        let (pairs, sent) = match operation.name {
            "upload-report" => (parameters(&[("ID", "7")]), PDF),
            _ => (parameters(&[]), &br#"{"a":1}"#[..]),
        };
        let answer = settled(client.call(operation.name, &pairs, Some(sent)));
        values += usize::from(value_or_typed_error(answer));
    }
    assert_eq!(line.asked(), OPERATIONS.len());
    values
}

/// A text is a mapping or a typed no; a mapping writes any attendance, and what a patient is called is never taken
/// for a place in it. Whether it is one.
pub fn any_mapping(text: &str, name: &str) -> bool {
    let Ok(mapping) = AttendanceMapping::parse(text) else {
        return false;
    };
    let attendance = |id: &str| Attendance {
        id: id.to_owned(),
        patient: Some(AttendancePatient {
            name: name.to_owned(),
            ..AttendancePatient::default()
        }),
        procedures: vec![
            Procedure {
                code: name.to_owned(),
                name: Some(name.to_owned()),
            },
            Procedure::default(),
        ],
        clinical_data: vec![ClinicalFact {
            name: name.to_owned(),
            value: String::new(),
        }],
        ..Attendance::default()
    };
    let written = mapping.write(&attendance("a")).unwrap();
    if name.contains("{{id}}") && !text.contains("id") {
        // Only a place in the mapping itself could bring the number in.
        assert_eq!(written, mapping.write(&attendance("b")).unwrap());
    }
    serde_json::to_string(&written).unwrap();
    true
}
