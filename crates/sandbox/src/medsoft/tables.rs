//! What the clinic was set up with: work points, doctors, statuses, price list, stock. All of it is invented.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use rust_decimal::Decimal;

use super::clinic::{Doctor, Kind, Place, Priced, Product, Status};

/// The clinic's name on paper.
pub(crate) const CLINIC: &str = "Clinica Dumbrava Albastră";

/// `{CLIENT_PATH}`.
pub(crate) const CLIENT_PATH: &str = "dumbrava-albastra";

pub(crate) static PLACES: [Place; 2] = [
    Place {
        code: 1,
        name: "Dumbrava Centru",
        series: "DBC",
    },
    Place {
        code: 2,
        name: "Dumbrava Gară",
        series: "DBG",
    },
];

const fn doctor(
    code: u32,
    place: u32,
    last: &'static str,
    first: &'static str,
    specialty: (u32, &'static str),
    interval: u32,
    room: &'static str,
) -> Doctor {
    Doctor {
        code,
        place,
        last,
        first,
        specialty: Some(specialty),
        interval,
        room,
        phone: None,
        email: None,
        online: true,
        enabled: true,
    }
}

/// Eight that are listed, and three that only `includeInactive` shows, each for another reason of §19.
pub(crate) static DOCTORS: [Doctor; 11] = [
    Doctor {
        phone: Some("0700000110"),
        email: Some("a.vrabie@clinica.example"),
        ..doctor(10, 1, "Vrabie", "Andrei", (8, "Cardiologie"), 30, "Cabinet 1")
    },
    doctor(11, 1, "Ștefănuț", "Ioana", (3, "Dermatologie"), 20, "Cabinet 2"),
    Doctor {
        email: Some("l.nagy@clinica.example"),
        ..doctor(
            12,
            1,
            "Nagy",
            "László",
            (12, "Ortopedie și traumatologie"),
            30,
            "Cabinet 3",
        )
    },
    doctor(
        14,
        1,
        "Crăciunescu-Pop",
        "Maria-Elena",
        (5, "Obstetrică-ginecologie"),
        30,
        "Cabinet 4",
    ),
    doctor(15, 1, "Țurlea", "Mihai", (9, "ORL"), 20, "Sala de tratamente"),
    Doctor {
        phone: Some("0700000216"),
        ..doctor(16, 2, "Hönig", "Brigitte", (4, "Oftalmologie"), 20, "Cabinet 1")
    },
    doctor(
        17,
        2,
        "Bălțatu",
        "Sorin",
        (1, "Medicină dentară"),
        40,
        "Cabinet 2",
    ),
    doctor(19, 2, "Râmniceanu", "Sânziana", (7, "Pediatrie"), 20, "Cabinet 3"),
    Doctor {
        enabled: false,
        ..doctor(9, 1, "Pârlog", "Victor", (8, "Cardiologie"), 30, "Cabinet 1")
    },
    Doctor {
        online: false,
        ..doctor(20, 2, "Zaharescu", "Oana", (7, "Pediatrie"), 20, "Cabinet 3")
    },
    Doctor {
        specialty: None,
        ..doctor(21, 1, "Recepție", "Centru", (0, ""), 15, "Cabinet 1")
    },
];

/// What an appointment with a doctor of this code is usually for.
pub(crate) fn purposes(doctor: u32) -> &'static [&'static str] {
    match doctor {
        10 => &[
            "Consultație cardiologie",
            "EKG",
            "Ecografie cardiacă",
            "Control",
            "Holter TA",
        ],
        11 => &[
            "Consultație dermatologie",
            "Dermatoscopie",
            "Crioterapie",
            "Control",
        ],
        12 => &["Consultație ortopedie", "Infiltrație", "Control postoperator", ""],
        14 => &[
            "Consultație ginecologie",
            "Ecografie morfologică",
            "Test Babeș-Papanicolau",
            "Control sarcină",
        ],
        15 => &["Consultație ORL", "Lavaj auricular", "Audiogramă", ""],
        16 => &["Consultație oftalmologie", "Câmp vizual", "Control"],
        17 => &[
            "Consultație stomatologie",
            "Detartraj",
            "Obturație",
            "Radiografie retroalveolară / dinte",
            "Implant",
        ],
        _ => &["Consultație pediatrie", "Vaccinare", "Control sugar", ""],
    }
}

/// The ten statuses. An unused one still has the name and colour it was delivered with.
pub(crate) fn statuses() -> Vec<Status> {
    let rows: [(bool, &str, &str, bool, bool); 10] = [
        (true, "Confirmat", "#64d5ff", true, true),
        (true, "Sosit", "#0000ff", true, true),
        (true, "În cabinet", "#ff0000", true, true),
        (true, "Finalizat", "#2e9e4f", true, true),
        (true, "Neprezentat", "#7a7a7a", true, false),
        (true, "Anulat", "#1f1f1f", false, false),
        (true, "De reprogramat", "#ff9800", true, false),
        (false, "Trimis SMS", "#c9b6ff", true, true),
        (false, "Status 9", "#ffffff", false, false),
        (false, "Status 10", "#ffffff", false, false),
    ];
    rows.into_iter()
        .map(|(active, name, color, displayed, success)| Status {
            active,
            name: name.into(),
            color: color.into(),
            displayed,
            success,
        })
        .collect()
}

/// A day and time of past years; the tables below hold only dates that exist.
fn moment(year: i32, month: u32, day: u32, hour: u32, minute: u32, second: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(year, month, day)
        .unwrap_or_default()
        .and_time(NaiveTime::from_hms_opt(hour, minute, second).unwrap_or_default())
}

/// The codes of a doctor's services in the price list.
pub(crate) fn services_of(doctor: u32) -> &'static [u32] {
    match doctor {
        10 => &[111, 112, 113, 114],
        11 => &[121, 122, 123],
        12 => &[131, 132],
        14 => &[141, 142, 143],
        15 => &[151, 152, 153],
        16 => &[161, 162],
        17 => &[171, 172, 173, 174, 175],
        _ => &[191, 192, 193],
    }
}

/// The price list; amounts are written in hundredths.
pub(crate) fn prices() -> Vec<Priced> {
    use Kind::{Contract, Product, Service};
    const BOTH: &[u32] = &[1, 2];
    type Line = (u32, Kind, &'static str, i64, &'static str, &'static [u32]);
    let rows: [Line; 36] = [
        (101, Service, "Consultație medic specialist", 20_000, "RON", BOTH),
        (102, Service, "Consultație medic primar", 25_000, "RON", BOTH),
        (103, Service, "Control (sub 30 de zile)", 10_000, "RON", BOTH),
        (111, Service, "Consultație cardiologie", 25_000, "RON", &[1]),
        (112, Service, "EKG", 6_000, "RON", &[1]),
        (113, Service, "Ecografie cardiacă Doppler", 32_000, "RON", &[1]),
        (114, Service, "Holter tensiune arterială 24h", 18_050, "RON", &[1]),
        (121, Service, "Consultație dermatologie", 22_000, "RON", &[1]),
        (122, Service, "Dermatoscopie", 12_000, "RON", &[1]),
        (123, Service, "Crioterapie / leziune", 7_500, "RON", &[1]),
        (131, Service, "Consultație ortopedie", 23_000, "RON", &[1]),
        (132, Service, "Infiltrație articulară", 15_000, "RON", &[1]),
        (141, Service, "Consultație ginecologie", 24_000, "RON", &[1]),
        (
            142,
            Service,
            "Ecografie morfologică trimestrul II",
            50_000,
            "RON",
            &[1],
        ),
        (143, Service, "Test Babeș-Papanicolau", 13_000, "RON", &[1]),
        (151, Service, "Consultație ORL", 21_000, "RON", &[1]),
        (152, Service, "Lavaj auricular", 9_000, "RON", &[1]),
        (153, Service, "Audiogramă", 11_000, "RON", &[1]),
        (161, Service, "Consultație oftalmologie", 21_000, "RON", &[2]),
        (162, Service, "Câmp vizual computerizat", 14_000, "RON", &[2]),
        (171, Service, "Consultație stomatologie", 10_000, "RON", &[2]),
        (172, Service, "Detartraj cu ultrasunete", 25_000, "RON", &[2]),
        (173, Service, "Obturație compozit", 28_000, "RON", &[2]),
        (
            174,
            Service,
            "Radiografie retroalveolară / dinte",
            1_500,
            "RON",
            &[2],
        ),
        (175, Service, "Implant dentar", 65_000, "EUR", &[2]),
        (191, Service, "Consultație pediatrie", 19_000, "RON", &[2]),
        (192, Service, "Administrare vaccin", 5_000, "RON", &[2]),
        (193, Service, "Control sugar \"Primul an\"", 15_000, "RON", &[2]),
        (1, Product, "Gel dermatologic 50 ml", 6_490, "RON", BOTH),
        (2, Product, "Periuță interdentară \"Soft\"", 2_250, "RON", &[2]),
        (3, Product, "Soluție lentile 360 ml", 4_800, "RON", &[2]),
        (5, Product, "Orteză gleznă", 13_500, "RON", &[1]),
        (1, Contract, "Pachet \"Inimă sănătoasă\"", 62_000, "RON", &[1]),
        (2, Contract, "Abonament pediatrie 12 luni", 120_000, "RON", &[2]),
        (3, Contract, "Plan tratament ortodontic", 240_000, "EUR", &[2]),
        (4, Contract, "Pachet monitorizare sarcină", 185_000, "RON", &[1]),
    ];
    rows.into_iter()
        .zip(0u32..)
        .map(|((code, kind, name, bani, currency, places), index)| Priced {
            code,
            kind,
            name,
            price: Decimal::new(bani, 2),
            currency,
            places,
            changed: moment(
                2021 + (index % 5) as i32,
                1 + index % 12,
                1 + index * 7 % 28,
                8 + index % 11,
                index * 13 % 60,
                53,
            ),
        })
        .collect()
}

/// The stock: what is sold, and what is used up.
pub(crate) fn stock() -> Vec<Product> {
    let rows: [(u32, &str, &str, &str, i64, &str); 9] = [
        (
            1,
            "Gel dermatologic 50 ml",
            "Gestiune Centru",
            "Produse",
            13_000,
            "tub",
        ),
        (
            2,
            "Periuță interdentară \"Soft\"",
            "Gestiune Gară",
            "Produse",
            135_000,
            "buc",
        ),
        (
            3,
            "Soluție lentile 360 ml",
            "Gestiune Gară",
            "Produse",
            27_000,
            "flacon",
        ),
        (
            4,
            "Mănuși nitril M",
            "Gestiune Centru",
            "Consumabile",
            42_500,
            "cutie",
        ),
        (5, "Orteză gleznă", "Gestiune Centru", "Produse", 6_000, "buc"),
        (
            6,
            "Hârtie EKG 80 mm",
            "Gestiune Centru",
            "Consumabile",
            18_000,
            "rolă",
        ),
        (
            7,
            "Anestezic local",
            "Gestiune Gară",
            "Medicamente",
            3_250,
            "fiolă",
        ),
        (8, "Vaccin hexavalent", "Gestiune Gară", "Medicamente", 0, "doză"),
        (
            9,
            "Compresă sterilă 10x10",
            "Gestiune Centru",
            "Consumabile",
            1_240_000,
            "buc",
        ),
    ];
    rows.into_iter()
        .map(|(code, name, store, sort, thousandths, unit)| Product {
            code,
            name,
            store,
            sort,
            quantity: Decimal::new(thousandths, 3),
            unit,
        })
        .collect()
}
