//! Doctors: §19, and the ids of work points in them and in the price list (§14).

use std::collections::BTreeSet;

use async_trait::async_trait;
use frontdesk_vendors::VendorError;
use frontdesk_vendors::medsoft::{Doctors as WhichDoctors, PriceList};

use super::{Adapter, text, vendor_id};
use crate::adapters::{DoctorEntry, Doctors};

#[async_trait]
impl Doctors for Adapter {
    async fn doctors(&self) -> Result<Vec<DoctorEntry>, VendorError> {
        let rows = self.0.doctors(&WhichDoctors::default()).await?;
        Ok(rows
            .into_iter()
            .filter_map(|row| {
                Some(DoctorEntry {
                    vendor_id: vendor_id(row.code)?,
                    work_point: vendor_id(row.work_point),
                    last_name: text(row.family_name).unwrap_or_default(),
                    first_name: text(row.given_name).unwrap_or_default(),
                    specialty: text(row.specialty),
                    active: row.active_online,
                    extra: row.extra.to_json(),
                })
            })
            .collect())
    }

    async fn work_point_ids(&self) -> Result<Vec<String>, VendorError> {
        let items = self.0.price_list(&PriceList::default()).await?;
        let ids: BTreeSet<i64> = items.iter().flat_map(|item| item.work_point_codes()).collect();
        Ok(ids.into_iter().map(|id| id.to_string()).collect())
    }
}
