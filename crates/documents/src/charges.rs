//! What invoices and receipts say of money: the lines with their running sum, the sums, VAT, payments.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::error::DocumentError;
use crate::head::{joined, some};
use crate::parts::{Line, Method, Payment, Vat};
use crate::profile::Profile;
use crate::speech::Speech;
use crate::sums::{Parts, amount};

/// An invoice's or a receipt's money, to be said.
pub(crate) struct Charges<'a> {
    pub(crate) speech: &'a Speech,
    pub(crate) profile: Profile,
    pub(crate) parts: Parts<'a>,
    /// Whether the paper gives money back: then so do the payments it lists.
    pub(crate) gives_back: bool,
    /// Why there is no VAT, where no row of it says so.
    pub(crate) vat_exemption: Option<&'a str>,
    /// The patient does not want the expense reported.
    pub(crate) opposes_reporting: bool,
    /// The kind of expense, as the vendor has it.
    pub(crate) expense_type: Option<&'a str>,
}

impl Charges<'_> {
    /// Puts all of it into the paper's data.
    ///
    /// # Errors
    /// `Silent`.
    pub(crate) fn fill(&self, data: &mut Value) -> Result<(), DocumentError> {
        let currency = [("currency", self.parts.currency)];
        data["amounts_in"] = self.speech.say("paper-amounts-in", &currency)?.into();
        data["lines"] = self.lines()?;
        data["sums"] = self.sums()?.into();
        data["exchange"] = self.exchange()?.into();
        data["vat"] = self.vat()?;
        data["exemptions"] = self.exemptions()?.into();
        data["payments"] = self.payments()?;
        data["statements"] = self.statements()?.into();
        Ok(())
    }

    fn say(&self, message: &str) -> Result<String, DocumentError> {
        self.speech.say(message, &[])
    }

    /// The table of lines; columns that no line has anything for are left out.
    fn lines(&self) -> Result<Value, DocumentError> {
        let lines = self.parts.lines;
        let discount = |line: &Line| line.discount.filter(|discount| !discount.0.is_zero());
        let columns = [
            (
                "quantity",
                "paper-line-quantity",
                lines.iter().any(|line| line.quantity.is_some()),
            ),
            (
                "price",
                "paper-line-price",
                lines.iter().any(|line| line.unit_price.is_some()),
            ),
            (
                "discount",
                "paper-line-discount",
                lines.iter().any(|line| discount(line).is_some()),
            ),
            (
                "vat",
                "paper-line-vat",
                lines.iter().any(|line| line.vat_rate.is_some()),
            ),
            ("total", "paper-line-total", true),
        ];
        let columns: Vec<_> = columns
            .into_iter()
            .filter(|(_, _, there)| *there)
            .map(|(key, message, _)| Ok(json!({ "key": key, "label": self.say(message)? })))
            .collect::<Result<_, DocumentError>>()?;
        let mut running = Decimal::ZERO;
        let mut rows = Vec::new();
        for (index, line) in lines.iter().enumerate() {
            running += line.total.0;
            let quantity = line
                .quantity
                .map(|quantity| self.speech.count(quantity.0))
                .transpose()?;
            let price = line.unit_price.map(|price| self.speech.amount(price.0));
            let taken_off = discount(line).map(|discount| self.speech.amount(-discount.0));
            let day = line.on.map(|day| self.speech.day(day)).transpose()?;
            rows.push(json!({
                "number": (index + 1).to_string(),
                "text": line.text,
                "beside": joined(" · ", [some(line.code.as_deref()), day.as_deref(), some(line.doctor.as_deref())]),
                "quantity": quantity.map(|count| joined(" ", [Some(count.as_str()), some(line.unit.as_deref())])),
                "price": price.transpose()?,
                "discount": taken_off.transpose()?,
                "vat": line.vat_rate.map(|rate| self.per_cent(rate.0)).transpose()?,
                "total": self.speech.amount(line.total.0)?,
                "running": self.speech.amount(running)?,
            }));
        }
        Ok(json!({
            "number": self.say("paper-line-number")?,
            "text": self.say("paper-line-text")?,
            "columns": columns,
            "rows": rows,
        }))
    }

    /// What stands below the lines: label, amount, whether it is the total.
    fn sums(&self) -> Result<Vec<Value>, DocumentError> {
        let sums = self.parts.sums;
        let currency = self.parts.currency;
        let total = match sums.total.0 < Decimal::ZERO {
            true => "paper-sum-returned",
            false => "paper-sum-total",
        };
        let there = |exact: Option<crate::exact::Exact>| exact.filter(|exact| !exact.0.is_zero());
        let all = [
            ("paper-sum-discount", there(sums.discount), false),
            ("paper-sum-vat", sums.vat, false),
            ("paper-sum-stamp", there(sums.stamp), false),
            ("paper-sum-rounding", there(sums.rounding), false),
            (total, Some(sums.total), true),
            ("paper-sum-paid", sums.paid, false),
            ("paper-sum-remaining", sums.remaining, false),
        ];
        all.into_iter()
            .filter_map(|(message, exact, strong)| Some((message, exact?.0, strong)))
            .map(|(message, amount, strong)| {
                let label = self.say(message)?;
                let amount = match strong {
                    true => self.speech.money(amount, currency)?,
                    false => self.speech.amount(amount)?,
                };
                Ok(json!({ "label": label, "amount": amount, "strong": strong }))
            })
            .collect()
    }

    fn exchange(&self) -> Result<Option<String>, DocumentError> {
        let Some(exchange) = self.parts.exchange else {
            return Ok(None);
        };
        let total = self.speech.money(exchange.total.0, &exchange.currency)?;
        // Rates have places of their own; all of them are printed.
        let rate = self.speech.money(exchange.rate.0, &exchange.currency)?;
        let mut values = vec![
            ("total", total.as_str()),
            ("rate", &rate),
            ("currency", self.parts.currency),
        ];
        let date = exchange.on.map(|day| self.speech.day(day)).transpose()?;
        let message = match &date {
            Some(date) => {
                values.push(("date", date));
                "paper-exchange-on"
            }
            None => "paper-exchange",
        };
        self.speech.say(message, &values).map(Some)
    }

    fn vat(&self) -> Result<Value, DocumentError> {
        if self.parts.vat.is_empty() {
            return Ok(Value::Null);
        }
        let row = |vat: &Vat| -> Result<[String; 3], DocumentError> {
            Ok([
                self.per_cent(vat.rate.0)?,
                self.speech.amount(vat.base.0)?,
                self.speech.amount(vat.amount.0)?,
            ])
        };
        let rows: Vec<_> = self.parts.vat.iter().map(row).collect::<Result<_, _>>()?;
        Ok(json!({
            "heading": self.say("paper-vat")?,
            "columns": [
                self.say("paper-vat-rate")?, self.say("paper-vat-base")?, self.say("paper-vat-amount")?,
            ],
            "rows": rows,
        }))
    }

    /// Why there is no VAT: as given, in the clinic's own words, else as the country's law has it for health services.
    fn exemptions(&self) -> Result<Vec<String>, DocumentError> {
        let mut reasons: Vec<&str> = Vec::new();
        let exempt = self.parts.vat.iter().filter(|vat| vat.rate.0.is_zero());
        reasons.extend(exempt.clone().filter_map(|vat| some(vat.reason.as_deref())));
        let told_without_rates = self.parts.vat.is_empty()
            && (self.parts.sums.vat.is_some_and(|vat| vat.0.is_zero())
                || self
                    .parts
                    .lines
                    .iter()
                    .any(|line| line.vat_rate.is_some_and(|rate| rate.0.is_zero())));
        let unexplained = exempt.clone().any(|vat| some(vat.reason.as_deref()).is_none());
        if told_without_rates || unexplained {
            reasons.extend(some(self.vat_exemption).or_else(|| self.profile.exemption()));
        }
        reasons
            .into_iter()
            .map(|law| self.speech.say("paper-vat-exempt", &[("law", law)]))
            .collect()
    }

    fn payments(&self) -> Result<Value, DocumentError> {
        let payments = self.parts.payments;
        if payments.is_empty() {
            return Ok(Value::Null);
        }
        let all_back = payments.iter().all(|payment| payment.amount.0 < Decimal::ZERO);
        let rows: Vec<_> = payments
            .iter()
            .map(|payment| self.payment(payment))
            .collect::<Result<_, _>>()?;
        Ok(json!({
            "heading": self.say(match self.gives_back || all_back {
                true => "paper-payments-returned",
                false => "paper-payments",
            })?,
            "columns": [
                self.say("paper-payment-method")?, self.say("paper-payment-on")?,
                self.say("paper-payment-proof")?, self.say("paper-payment-amount")?,
            ],
            "rows": rows,
        }))
    }

    fn payment(&self, payment: &Payment) -> Result<[String; 4], DocumentError> {
        let speech = self.speech;
        let currency = payment.currency.as_deref().unwrap_or(self.parts.currency);
        let day = payment.on.map(|day| speech.day(day)).transpose()?;
        Ok([
            method(payment.method, payment.method_name.as_deref(), speech)?,
            day.unwrap_or_default(),
            proof(
                payment.fiscal_receipt.as_deref(),
                payment.card_slip.as_deref(),
                speech,
            )?,
            speech.money(payment.amount.0, currency)?,
        ])
    }

    /// What Italian law wants to be said of the payment.
    fn statements(&self) -> Result<Vec<String>, DocumentError> {
        if self.profile != Profile::Italy {
            return Ok(Vec::new());
        }
        let mut said = Vec::new();
        let sum = |wanted: bool| -> Decimal {
            let fits = |payment: &&Payment| traceable(payment) == Some(wanted);
            self.parts
                .payments
                .iter()
                .filter(fits)
                .map(|payment| payment.amount.0)
                .sum()
        };
        let (with, without) = (sum(true), sum(false));
        if with.is_zero() != without.is_zero() {
            said.push(self.say(match without.is_zero() {
                true => "paper-traceable-yes",
                false => "paper-traceable-no",
            })?);
        } else if !with.is_zero() {
            let money = |amount| self.speech.money(amount, self.parts.currency);
            said.push(self.speech.say(
                "paper-traceable-partly",
                &[("with", &money(with)?), ("without", &money(without)?)],
            )?);
        }
        if let Some(kind) = some(self.expense_type) {
            said.push(self.speech.say("paper-reporting-kind", &[("kind", kind)])?);
        }
        if self.opposes_reporting {
            said.push(self.say("paper-reporting-opposed")?);
        }
        if !amount(self.parts.sums.stamp).is_zero() {
            said.push(self.say("paper-stamp-paid")?);
        }
        Ok(said)
    }

    fn per_cent(&self, rate: Decimal) -> Result<String, DocumentError> {
        Ok(format!("{}%", self.speech.count(rate)?))
    }
}

/// How money was taken, in the vendor's word where it has one.
pub(crate) fn method(method: Method, name: Option<&str>, speech: &Speech) -> Result<String, DocumentError> {
    if let Some(name) = some(name) {
        return Ok(name.to_owned());
    }
    let message = match method {
        Method::Cash => "paper-method-cash",
        Method::Card => "paper-method-card",
        Method::Transfer => "paper-method-transfer",
        Method::Online => "paper-method-online",
        Method::Voucher => "paper-method-voucher",
        Method::Deposit => "paper-method-deposit",
        Method::Other => "paper-method-other",
    };
    speech.say(message, &[])
}

/// The numbers of the till and of the terminal.
pub(crate) fn proof(
    fiscal_receipt: Option<&str>,
    card_slip: Option<&str>,
    speech: &Speech,
) -> Result<String, DocumentError> {
    let said = |message: &str, number: Option<&str>| {
        some(number)
            .map(|number| speech.say(message, &[("number", number)]))
            .transpose()
    };
    let parts = [
        said("paper-fiscal-receipt", fiscal_receipt)?,
        said("paper-card-slip", card_slip)?,
    ];
    Ok(joined(", ", parts))
}

/// Whether a payment can be traced; `None` where its method does not tell.
pub(crate) fn traceable(payment: &Payment) -> Option<bool> {
    payment.traceable.or(match payment.method {
        Method::Cash => Some(false),
        Method::Card | Method::Transfer | Method::Online => Some(true),
        Method::Voucher | Method::Deposit | Method::Other => None,
    })
}
