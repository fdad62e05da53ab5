//! Bills, liabilities, payments.

use serde_json::{Value, json};

use super::{changed, clinic, data, dialect, get, refusal, request, rows, send, without};

const RANGES: [&str; 2] = [
    "dateStart=2026-01-01&dateEnd=2026-01-31",
    "dateStart=2026-02-01&dateEnd=2026-03-02",
];

async fn bills(clinic: &crate::support::Clinic) -> Vec<Value> {
    let mut all = Vec::new();
    for range in RANGES {
        all.extend(rows(clinic, &format!("@/bills?{range}")).await);
    }
    all
}

#[tokio::test]
async fn bills_of_all_types_are_filtered() {
    let clinic = clinic().await;
    let all = bills(&clinic).await;
    for kind in ["full", "partial", "credit", "proforma"] {
        let mut these = Vec::new();
        for range in RANGES {
            these.extend(rows(&clinic, &format!("@/bills?{range}&type={kind}")).await);
        }
        assert!(
            !these.is_empty() && these.iter().all(|bill| bill["type"] == kind),
            "{kind}"
        );
    }
    let out = rows(&clinic, "@/bills?direction=outgoing").await;
    assert!(out.len() == 1 && out[0]["patientId"].is_null());
    let plan = &all.iter().find(|bill| bill["carePlanId"].is_u64()).unwrap()["carePlanId"];
    let of_plan: Vec<_> = all.iter().filter(|bill| bill["carePlanId"] == *plan).collect();
    assert_eq!(of_plan.len(), 1);
    assert_eq!(
        &data(&clinic, &format!("@/bills/{}", of_plan[0]["id"])).await,
        of_plan[0]
    );
    let usual = rows(&clinic, "@/bills").await;
    let recent = |bill: &Value| bill["date"].as_str().unwrap() >= "2026-01-30";
    assert!(!usual.is_empty() && usual.iter().all(recent));
    refusal(
        &get(&clinic, "@/bills?dateStart=2026-01-01&dateEnd=2026-02-02").await,
        400,
    );
    assert_eq!(
        get(&clinic, "@/bills?dateStart=2026-01-01&dateEnd=2026-02-01")
            .await
            .status,
        200
    );
    refusal(&get(&clinic, "@/bills?type=half").await, 400);
    refusal(&get(&clinic, "@/bills/1").await, 404);
    dialect(&clinic, json!({ "words": "long", "count": "zero" })).await;
    let told = get(&clinic, "@/bills").await.json();
    assert_eq!(told["count"], 0);
    assert!(told["data"][0]["billNumber"].is_string() && told["data"][0]["totalAmount"].is_number());
}

/// A bill with something owed on it, and that liability.
async fn owing(clinic: &crate::support::Clinic) -> (Value, Value) {
    for bill in bills(clinic).await {
        let owed = rows(clinic, &format!("@/bills/{}/liabilities", bill["id"])).await;
        if let Some(first) = owed.first() {
            return (bill, first.clone());
        }
    }
    panic!("nothing is owed")
}

fn payment(bill: &Value, amount: &Value) -> Value {
    json!({
        "amount": amount, "date": "2026-03-02", "direction": "incoming", "billId": bill["id"], "accountId": 33961,
        "paymentTypeId": 51, "relatedToInsurance": false, "sistemaTsExpenseType": "tk",
    })
}

#[tokio::test]
async fn a_payment_leaves_the_liability_which_is_then_deleted() {
    let clinic = clinic().await;
    let (bill, owed) = owing(&clinic).await;
    let body = payment(&bill, &owed["amount"]);
    let made = send(&clinic, "POST", "@/transactions", &body).await.json()["data"].clone();
    for (name, value) in body.as_object().unwrap() {
        assert_eq!(&made[name], value, "{name}");
    }
    let listed = rows(&clinic, &format!("@/transactions?billId={}", bill["id"])).await;
    assert!(listed.contains(&made));
    let path = format!("@/bills/{}/liabilities", bill["id"]);
    assert_eq!(rows(&clinic, &path).await, std::slice::from_ref(&owed));
    let one = format!("{path}/{}", owed["id"]);
    let elsewhere = format!("@/bills/1/liabilities/{}", owed["id"]);
    refusal(
        &clinic.send(request(&clinic, "DELETE", &elsewhere, None)).await,
        404,
    );
    assert_eq!(
        clinic.send(request(&clinic, "DELETE", &one, None)).await.status,
        204
    );
    assert!(rows(&clinic, &path).await.is_empty());
    refusal(&clinic.send(request(&clinic, "DELETE", &one, None)).await, 404);
}

#[tokio::test]
async fn where_the_dialect_says_so_a_paid_bill_owes_nothing() {
    let clinic = clinic().await;
    dialect(&clinic, json!({ "liabilities": "go" })).await;
    let (bill, owed) = owing(&clinic).await;
    let path = format!("@/bills/{}/liabilities", bill["id"]);
    let part = json!((owed["amount"].as_f64().unwrap() * 100.0 - 1.0).round() / 100.0);
    send(&clinic, "POST", "@/transactions", &payment(&bill, &part)).await;
    assert_eq!(rows(&clinic, &path).await.len(), 1);
    send(&clinic, "POST", "@/transactions", &payment(&bill, &json!(0.01))).await;
    assert!(rows(&clinic, &path).await.is_empty());
    let all = clinic.admin("GET", "/admin/alfadocs/owed", None, 200).await;
    assert!(!all.as_array().unwrap().is_empty());
}

#[tokio::test]
async fn payments_are_checked_and_listed_by_range_and_direction() {
    let clinic = clinic().await;
    let (bill, _) = owing(&clinic).await;
    let good = payment(&bill, &json!("23.12"));
    for wrong in [
        json!({ "amount": 0 }),
        json!({ "amount": "much" }),
        json!({ "date": "2026-03-02 10:00:00" }),
        json!({ "direction": "sideways" }),
        json!({ "billId": 1 }),
        json!({ "accountId": 33963 }),
        json!({ "paymentTypeId": 1 }),
        json!({ "sistemaTsExpenseType": "zz" }),
    ] {
        refusal(
            &send(&clinic, "POST", "@/transactions", &changed(&good, &wrong)).await,
            400,
        );
    }
    for required in ["amount", "date", "direction", "accountId"] {
        refusal(
            &send(&clinic, "POST", "@/transactions", &without(&good, required)).await,
            400,
        );
    }
    let made = send(&clinic, "POST", "@/transactions", &without(&good, "billId"))
        .await
        .json();
    assert_eq!(made["data"]["amount"], 23.12);
    let out = rows(&clinic, "@/transactions?direction=outgoing").await;
    assert!(out.len() == 1 && out[0]["direction"] == "outgoing");
    let today = rows(&clinic, "@/transactions?dateStart=2026-03-02&dateEnd=2026-03-02").await;
    assert!(today.contains(&made["data"]) && today.iter().all(|row| row["date"] == "2026-03-02"));
    refusal(
        &get(&clinic, "@/transactions?dateStart=2026-01-01&dateEnd=2026-02-02").await,
        400,
    );
    dialect(&clinic, json!({ "words": "long", "scalars": "text" })).await;
    let told = rows(&clinic, "@/transactions?direction=outgoing").await;
    assert_eq!(
        (&told[0]["transactionDate"], &told[0]["amount"]),
        (&json!("2026-03-02"), &json!("402.6"))
    );
}
