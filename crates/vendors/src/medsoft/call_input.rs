//! Parameters and body of a call by name, checked against the operation's table row.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::value::RawValue;

use super::{AddPayment, AddService, AddServices, CreatePatient, Sex, UpdatePatient};
use crate::VendorError;
use crate::call::CallError;
use crate::json::{Object, decode};
use crate::operation::{Operation, Place};
use crate::rules::given;
use crate::scalar::{Scalar, parse_flag, parse_whole};

/// What was given, with every name known to the operation.
pub(super) struct Input<'a> {
    operation: &'static Operation,
    params: &'a BTreeMap<String, String>,
    body: Option<Box<RawValue>>,
}

impl<'a> Input<'a> {
    pub(super) fn new(
        operation: &'static Operation,
        params: &'a BTreeMap<String, String>,
        body: Option<&[u8]>,
    ) -> Result<Self, CallError> {
        let usage = |message: String| Err(CallError::Usage(format!("{}: {message}", operation.name)));
        // The body of add-services is a list and that of add-payment holds one: both only fit a body.
        let fields_as_params = matches!(operation.name, "create-patient" | "update-patient");
        let takes_body = operation
            .parameters
            .iter()
            .any(|parameter| parameter.place == Place::Body);
        let mut field_given = None;
        for name in params.keys() {
            match operation
                .parameters
                .iter()
                .find(|parameter| parameter.name == name)
            {
                Some(known) if known.place != Place::Body => {}
                Some(_) if fields_as_params => field_given = Some(name),
                Some(_) => return usage(format!("{name} belongs into the body")),
                None => return usage(format!("unknown parameter {name:?}")),
            }
        }
        let missing = operation.parameters.iter().find(|parameter| {
            parameter.required && parameter.place != Place::Body && !params.contains_key(parameter.name)
        });
        if let Some(missing) = missing {
            return usage(format!("parameter {} is missing", missing.name));
        }
        let body = match (body, field_given) {
            (Some(_), _) if !takes_body => return usage("takes no body".to_owned()),
            (Some(_), Some(name)) => {
                return usage(format!("give {name} in the body or as a parameter, not both"));
            }
            (None, _) if takes_body && !fields_as_params => return usage("needs a body".to_owned()),
            (None, _) => None,
            (Some(body), None) => match decode(body) {
                Ok(body) => Some(body),
                Err(defect) => return usage(format!("the body is {defect}")),
            },
        };
        Ok(Self {
            operation,
            params,
            body,
        })
    }

    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.params.get(name).cloned()
    }

    pub(super) fn whole(&self, name: &'static str) -> Result<i64, VendorError> {
        self.optional_whole(name)?
            .ok_or_else(|| self.invalid(name, "is required"))
    }

    pub(super) fn optional_whole(&self, name: &'static str) -> Result<Option<i64>, VendorError> {
        self.read(name, parse_whole, "must be a whole number")
    }

    pub(super) fn flag(&self, name: &'static str) -> Result<bool, VendorError> {
        self.optional_flag(name)?
            .ok_or_else(|| self.invalid(name, "is required"))
    }

    pub(super) fn optional_flag(&self, name: &'static str) -> Result<Option<bool>, VendorError> {
        self.read(name, parse_flag, "must be true or false")
    }

    pub(super) fn optional_date(&self, name: &'static str) -> Result<Option<NaiveDate>, VendorError> {
        self.read(
            name,
            |text| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok(),
            "must be a date as 2000-01-31",
        )
    }

    pub(super) fn create_patient(&self) -> Result<CreatePatient, CallError> {
        let mut fields = self.patient_fields()?;
        Ok(CreatePatient {
            family_name: fields.required_text("nume")?,
            given_name: fields.required_text("prenume")?,
            phone: fields.required_text("tel1")?,
            email: fields.text("email")?,
            second_phone: fields.text("tel2")?,
            national_id: fields.text("cnp")?,
            sex: fields.sex()?,
            preferences: fields.text("preferinte")?,
        })
    }

    pub(super) fn update_patient(&self) -> Result<UpdatePatient, CallError> {
        let mut fields = self.patient_fields()?;
        Ok(UpdatePatient {
            patient: self.whole("codPacient")?,
            family_name: fields.required_text("nume")?,
            given_name: fields.required_text("prenume")?,
            phone: fields.required_text("tel1")?,
            email: fields.text("email")?,
            second_phone: fields.text("tel2")?,
            national_id: fields.text("cnp")?,
            sex: fields.sex()?,
            preferences: fields.text("preferinte")?,
        })
    }

    pub(super) fn add_services(&self) -> Result<AddServices, CallError> {
        let body = self.body.as_deref().map_or("null", RawValue::get);
        let Ok(list) = serde_json::from_str::<Vec<Box<RawValue>>>(body) else {
            return Err(self.usage("the body must be a list of services"));
        };
        let services = list.iter().map(|entry| {
            let mut fields = self.fields(Object::parse(entry), "each service must be an object")?;
            Ok(AddService {
                patient: fields.scalar("codPacient", "must be a whole number")?,
                work_point: fields.scalar("codPunctLucru", "must be a whole number")?,
                service: fields.scalar("codServiciu", "must be a whole number")?,
                kind: fields.text("tipServiciu")?.unwrap_or_default(),
                quantity: fields.scalar("cantitate", "must be a whole number")?,
                price: fields.scalar("pret", "must be a decimal number")?,
            })
        });
        Ok(AddServices {
            services: services.collect::<Result<_, CallError>>()?,
        })
    }

    pub(super) fn add_payment(&self) -> Result<AddPayment, CallError> {
        let object = self.body.as_deref().and_then(Object::parse);
        let mut fields = self.fields(object, "the body must be an object")?;
        let name = self.operation.name;
        let patient = fields.scalar("codPacient", "must be a whole number")?;
        let work_point = fields.scalar("codPunctLucru", "must be a whole number")?;
        let total: Option<Decimal> = fields.scalar("total", "must be a decimal number")?;
        let codes = fields.object.take_raw("listaCoduriServicii");
        let codes = codes.map_or(Ok(vec![]), |codes| {
            serde_json::from_str::<Vec<Box<RawValue>>>(codes.get())
        });
        let wrong = || self.invalid("listaCoduriServicii", "must be a list of whole numbers");
        let codes = codes.map_err(|_| wrong())?;
        let codes: Option<Vec<i64>> = codes.iter().map(|code| i64::read(code.get())).collect();
        Ok(AddPayment {
            patient: given(name, "codPacient", patient)?,
            work_point: given(name, "codPunctLucru", work_point)?,
            total: given(name, "total", total)?,
            services: codes.ok_or_else(wrong)?,
        })
    }

    /// The fields of a patient from the body, or else from the parameters.
    fn patient_fields(&self) -> Result<Fields, CallError> {
        let object = match &self.body {
            Some(body) => Object::parse(body),
            None => {
                let fields = self.params.iter().filter(|(name, _)| self.is_field(name));
                let mut object = Object::default();
                for (name, value) in fields {
                    let value =
                        serde_json::value::to_raw_value(value).map_err(|_| self.usage("unusable text"))?;
                    object.put(name, value);
                }
                Some(object)
            }
        };
        self.fields(object, "the body must be an object")
    }

    fn fields(&self, object: Option<Object>, otherwise: &str) -> Result<Fields, CallError> {
        let object = object.ok_or_else(|| self.usage(otherwise))?;
        if let Some(unknown) = object.keys().find(|key| !self.is_field(key)) {
            return Err(self.usage(&format!("unknown field {unknown:?} in the body")));
        }
        Ok(Fields {
            operation: self.operation.name,
            object,
        })
    }

    fn is_field(&self, name: &str) -> bool {
        self.operation
            .parameters
            .iter()
            .any(|known| known.place == Place::Body && known.name == name)
    }

    fn read<T>(
        &self,
        name: &'static str,
        parse: impl Fn(&str) -> Option<T>,
        rule: &str,
    ) -> Result<Option<T>, VendorError> {
        let Some(text) = self.params.get(name) else {
            return Ok(None);
        };
        parse(text.trim())
            .map(Some)
            .ok_or_else(|| self.invalid(name, rule))
    }

    fn invalid(&self, name: &'static str, rule: &str) -> VendorError {
        VendorError::invalid(self.operation.name, name, format!("{name} {rule}"))
    }

    fn usage(&self, message: &str) -> CallError {
        CallError::Usage(format!("{}: {message}", self.operation.name))
    }
}

/// The fields of a body, taken out one by one.
struct Fields {
    operation: &'static str,
    object: Object,
}

impl Fields {
    fn scalar<T: Scalar>(&mut self, name: &'static str, rule: &str) -> Result<Option<T>, VendorError> {
        let value = self.object.take(name);
        // What could not be read is still there.
        if value.is_none() && self.object.get(name).is_some() {
            return Err(VendorError::invalid(
                self.operation,
                name,
                format!("{name} {rule}"),
            ));
        }
        Ok(value)
    }

    fn text(&mut self, name: &'static str) -> Result<Option<String>, VendorError> {
        self.scalar(name, "must be text")
    }

    fn required_text(&mut self, name: &'static str) -> Result<String, VendorError> {
        // An absent field is as empty as an empty one: the rule about it is checked in one place, before sending.
        Ok(self.text(name)?.unwrap_or_default())
    }

    fn sex(&mut self) -> Result<Option<Sex>, VendorError> {
        if self.object.get("sex").is_some_and(|raw| raw.get() == "null") {
            return Ok(Some(Sex::Null));
        }
        let rule = "must be 1, 2 or null";
        let Some(text) = self.scalar::<String>("sex", rule)? else {
            return Ok(None);
        };
        let sex = Sex::parse(&text);
        sex.map(Some)
            .ok_or_else(|| VendorError::invalid(self.operation, "sex", format!("sex {rule}")))
    }
}
