//! What a clinic is made of: context and practice, and the small lists.

use rust_decimal::Decimal;

use super::client::Alfadocs;
use super::operations::{
    ACCOUNTS, BOOKING_REASONS, CHAIRS, COLORS, CONTEXT, OPERATORS, PAYMENT_TYPES, PRACTICE, SPECIALTIES,
};
use crate::outgoing::Outgoing;
use crate::row::row;
use crate::scalar::VendorDate;
use crate::{Rows, VendorError};

row! {
    /// What the key belongs to.
    pub struct Context {
        /// The practice.
        practice: i64 = "practiceId",
        /// The archive.
        archive: i64 = "archiveId",
        /// The owner's e-mail address.
        owner_email: String = "ownerEmail",
        /// The user.
        user: i64 = "userId",
        /// The user's e-mail address.
        user_email: String = "userEmail",
    }
}

row! {
    /// The practice. The document shows no field.
    pub struct Practice {
        /// Its id.
        id: i64 = "id",
        /// Its name.
        name: String = "name",
    }
}

row! {
    /// An account that transactions go to.
    pub struct Account {
        /// Its id.
        id: i64 = "id",
        /// Its name.
        name: String = "name",
        /// Whether it was deleted.
        deleted: bool = "deleted",
    }
}

row! {
    /// Why patients book.
    pub struct BookingReason {
        /// Its id.
        id: i64 = "id",
        /// The specialty.
        specialty: i64 = "specialtyId",
        /// What it is.
        description: String = "description",
        /// Minutes; comes as text.
        duration: i64 = "duration",
        /// Its place; comes as text.
        sequence: i64 = "sequenceNumber",
        /// When it was made.
        created_at: VendorDate = "createdAt",
        /// Whether it was deleted.
        deleted: bool = "deleted",
        /// Price; comes as text.
        price: Decimal = "price",
    }
}

row! {
    /// A chair.
    pub struct Chair {
        /// Its id.
        id: i64 = "id",
        /// Its name.
        name: String = "name",
        /// Whether it was deleted.
        deleted: bool = "deleted",
    }
}

row! {
    /// A colour of the agenda. The document shows no field.
    pub struct Color {
        /// Its id.
        id: i64 = "id",
        /// Its name, a guess.
        name: String = "name",
        /// The colour itself, a guess.
        color: String = "color",
    }
}

row! {
    /// Somebody who treats patients; the name stands whole or in two parts.
    pub struct Operator {
        /// The id.
        id: i64 = "id",
        /// Whole name.
        name: String = "name",
        /// Given name.
        first_name: String = "firstName",
        /// Family name.
        last_name: String = "lastName",
        /// Whether the operator was deleted.
        deleted: bool = "deleted",
    }
}

impl Operator {
    /// The name, from wherever it stands.
    pub fn full_name(&self) -> Option<String> {
        if let Some(name) = self.name.as_deref().filter(|name| !name.trim().is_empty()) {
            return Some(name.trim().to_owned());
        }
        let parts = [self.first_name.as_deref(), self.last_name.as_deref()];
        let parts: Vec<_> = parts
            .into_iter()
            .flatten()
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }
}

row! {
    /// A kind of payment. The document shows no field.
    pub struct PaymentType {
        /// Its id.
        id: i64 = "id",
        /// Its name, a guess.
        name: String = "name",
    }
}

row! {
    /// A specialty. The document shows no field.
    pub struct Specialty {
        /// Its id.
        id: i64 = "id",
        /// Its name, a guess.
        name: String = "name",
    }
}

/// Which operators.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindOperators {
    /// `ignoreDeleted`.
    pub ignore_deleted: Option<bool>,
    /// `italianFiscalCode`.
    pub fiscal_code: Option<String>,
}

macro_rules! lists {
    ($( $(#[$doc:meta])* $name:ident: $row:ty = $operation:ident; )+) => {
        impl Alfadocs {
            $(
                $(#[$doc])*
                ///
                /// # Errors
                /// Those of the call.
                pub async fn $name(&self) -> Result<Rows<$row>, VendorError> {
                    let outgoing = self.to(&$operation).await?;
                    self.send(outgoing).await?.rows()
                }
            )+
        }
    };
}

lists! {
    /// Accounts that transactions go to.
    accounts: Account = ACCOUNTS;
    /// Why patients book.
    booking_reasons: BookingReason = BOOKING_REASONS;
    /// Chairs.
    chairs: Chair = CHAIRS;
    /// Colours of the agenda.
    colors: Color = COLORS;
    /// Kinds of payment.
    payment_types: PaymentType = PAYMENT_TYPES;
    /// Specialties.
    specialties: Specialty = SPECIALTIES;
}

impl Alfadocs {
    /// Which practice and archive the key belongs to; wrapped in `data`, or not.
    ///
    /// # Errors
    /// Those of the call.
    pub async fn context(&self) -> Result<Context, VendorError> {
        let (method, path) = self.account().paths.way(&CONTEXT);
        self.send(Outgoing::by_route(&CONTEXT, method, path))
            .await?
            .the_one()
    }

    /// The practice.
    ///
    /// # Errors
    /// Those of the call.
    pub async fn practice(&self) -> Result<Practice, VendorError> {
        let outgoing = self.to(&PRACTICE).await?;
        self.send(outgoing).await?.the_one()
    }

    /// Operators.
    ///
    /// # Errors
    /// Those of the call.
    pub async fn operators(&self, find: &FindOperators) -> Result<Rows<Operator>, VendorError> {
        let outgoing = self
            .to(&OPERATORS)
            .await?
            .query("ignoreDeleted", find.ignore_deleted)
            .query("italianFiscalCode", find.fiscal_code.as_deref());
        self.send(outgoing).await?.rows()
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{A, answering, round_trip};
    use super::*;

    #[tokio::test]
    async fn every_small_list_is_read() {
        macro_rules! read {
            ($method:ident, $path:literal, $row:literal) => {{
                let (client, stub) = answering(&format!(
                    r#"{{"status":"success","count":0,"data":[{}]}}"#,
                    $row
                ));
                let rows = client.$method().await.unwrap();
                assert_eq!(stub.calls(), [format!("GET {A}{}", $path)]);
                assert_eq!(round_trip(&rows.rows[0], $row), 0);
            }};
        }
        read!(
            accounts,
            "/accounts",
            r#"{"id":1,"name":"Banca","deleted":false}"#
        );
        read!(
            chairs,
            "/chairs",
            r#"{"id":1,"name":"Poltrona 1","deleted":false}"#
        );
        read!(colors, "/colors", r##"{"id":4,"name":"Blu","color":"#00f"}"##);
        read!(payment_types, "/payment-types", r#"{"id":2,"name":"Contanti"}"#);
        read!(specialties, "/specialties", r#"{"id":2,"name":"Igiene"}"#);
    }

    #[tokio::test]
    async fn booking_reasons_have_numbers_as_text() {
        let body = r#"{"data":[{"id":1,"specialtyId":2,"description":"Visita","duration":"30","sequenceNumber":"3",
            "createdAt":"2021-02-18 10:30:47","deleted":false,"operatorIds":[1,2],"price":"125.12"}]}"#;
        let (client, stub) = answering(body);
        let rows = client.booking_reasons().await.unwrap();
        assert_eq!(stub.calls(), [format!("GET {A}/appointment-booking-reasons")]);
        let row = &rows.rows[0];
        assert_eq!((row.duration, row.sequence), (Some(30), Some(3)));
        assert_eq!(row.price.unwrap().to_string(), "125.12");
        assert_eq!(row.extra.get("operatorIds"), Some("[1,2]"));
    }

    #[tokio::test]
    async fn context_and_practice_need_no_place() {
        let row = r#"{"practiceId":3,"archiveId":4,"ownerEmail":"o@posta.example","userId":1,"userEmail":"u@posta.example"}"#;
        for body in [format!(r#"{{"status":"success","data":{row}}}"#), row.to_owned()] {
            let (client, stub) = answering(&body);
            assert_eq!(round_trip(&client.context().await.unwrap(), row), 0);
            assert_eq!(stub.calls(), ["GET /v1/me"]);
        }
        let (client, stub) = answering(r#"{"data":{"id":3,"name":"Studio"}}"#);
        assert_eq!(client.practice().await.unwrap().name.as_deref(), Some("Studio"));
        assert_eq!(stub.calls(), ["GET /v1/practices/current"]);
    }

    #[tokio::test]
    async fn operators_have_a_name_in_one_part_or_two() {
        let body = r#"{"data":[{"id":1,"name":"Dr. Rossi"},{"id":2,"firstName":"Anna","lastName":"Bianchi"},
            {"id":3,"name":" ","lastName":"Verdi"},{"id":4}]}"#;
        let (client, stub) = answering(body);
        let find = FindOperators {
            ignore_deleted: Some(true),
            fiscal_code: Some("X 1".to_owned()),
        };
        let rows = client.operators(&find).await.unwrap();
        assert_eq!(
            stub.calls(),
            [format!(
                "GET {A}/operators?ignoreDeleted=true&italianFiscalCode=X%201"
            )]
        );
        let names: Vec<_> = rows.iter().map(Operator::full_name).collect();
        let some = |name: &str| Some(name.to_owned());
        assert_eq!(
            names,
            [some("Dr. Rossi"), some("Anna Bianchi"), some("Verdi"), None]
        );
    }
}
