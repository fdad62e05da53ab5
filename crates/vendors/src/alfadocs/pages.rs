//! Lists that come in pages: patients and phone numbers.

use std::collections::HashSet;

use url::Url;

use super::client::Alfadocs;
use super::envelope::Answer;
use super::windows::join;
use crate::json::Object;
use crate::operation::Operation;
use crate::outgoing::Outgoing;
use crate::refusal::text;
use crate::{ErrorKind, FromObject, Rows, VendorError};

/// No practice has so many pages; a vendor that always names a next one is not followed for ever.
const MOST: usize = 10_000;

/// The address of a next page, found to be at the account's own host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextPage(String);

impl NextPage {
    /// Path and query, so that a reading can go on there after a restart.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One page of a list.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// Its rows.
    pub rows: Rows<T>,
    /// Rows in all, as the vendor counts them.
    pub total: Option<i64>,
    /// How many rows lie before this page.
    pub offset: Option<i64>,
    /// How many rows a page has.
    pub limit: Option<i64>,
    /// The next page; `None` on the last.
    pub next: Option<NextPage>,
}

impl Alfadocs {
    /// Reads one page, and where the next one is.
    fn page<T: FromObject>(&self, mut answer: Answer) -> Result<Page<T>, VendorError> {
        let links = answer
            .beside
            .take_raw("links")
            .and_then(|raw| Object::parse(&raw));
        let next = links.and_then(|links| text(&links, "next"));
        let next = next
            .map(|next| self.own(&next).ok_or_else(|| foreign(&answer)))
            .transpose()?;
        Ok(Page {
            rows: answer.rows()?,
            total: answer.beside.take("total"),
            offset: answer.beside.take("offset"),
            limit: answer.beside.take("limit"),
            next,
        })
    }

    /// A next page that was written down, if it is at the account's own host.
    pub fn page_at(&self, link: &str) -> Option<NextPage> {
        self.own(link)
    }

    /// Path and query of a link to the account's own host. One that says http where the account says https is
    /// followed over https: servers behind a proxy do not know better.
    fn own(&self, link: &str) -> Option<NextPage> {
        let base = &self.account().base_url;
        let url = base.join(link).ok()?;
        let same_port = url.scheme() != base.scheme() || url.port() == base.port();
        let plain = !url.username().is_empty() || url.password().is_some();
        if url.host_str() != base.host_str() || !same_port || plain || url.cannot_be_a_base() {
            return None;
        }
        let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
        Some(NextPage(format!("{}{query}", url.path())))
    }

    pub(super) async fn first_page<T: FromObject>(&self, outgoing: Outgoing) -> Result<Page<T>, VendorError> {
        let answer = self.send(outgoing).await?;
        self.page(answer)
    }

    pub(super) async fn next_page<T: FromObject>(
        &self,
        operation: &'static Operation,
        next: &NextPage,
    ) -> Result<Page<T>, VendorError> {
        let origin = origin(&self.account().base_url);
        let outgoing = Outgoing::by_route(operation, "GET", &next.0);
        let request = outgoing.build(&origin, [self.account().key_header()?])?;
        let response = self.exchange(operation.name, request).await?;
        self.page(super::envelope::open(operation.name, response)?)
    }

    /// Follows the pages to the last one.
    pub(super) async fn all_pages<T: FromObject>(
        &self,
        first: Outgoing,
        id: impl Fn(&T) -> Option<String>,
    ) -> Result<Rows<T>, VendorError> {
        let operation = first.operation;
        let mut page = self.first_page(first).await?;
        let total = page.total;
        let (mut all, mut ids, mut followed) = (Rows::default(), HashSet::new(), HashSet::new());
        loop {
            let new = join(&mut all, page.rows, &mut ids, &id);
            match page.next {
                Some(next) if new > 0 && followed.len() < MOST && followed.insert(next.0.clone()) => {
                    page = self.next_page(operation, &next).await?;
                }
                // A page that brings nothing new, or a circle, is the end, unless the vendor counts more.
                next => {
                    let expected = total.and_then(|total| usize::try_from(total).ok()).unwrap_or(0);
                    if all.len() < expected && (next.is_some() || all.is_empty()) {
                        let message =
                            format!("the vendor's pages end after {} of {expected} rows", all.len());
                        return Err(VendorError::new(ErrorKind::Unreadable, operation.name, message));
                    }
                    return Ok(all);
                }
            }
        }
    }
}

fn origin(base: &Url) -> String {
    base.origin().ascii_serialization()
}

fn foreign(answer: &Answer) -> VendorError {
    let mut error = answer.unreadable("a next page at another host; not followed");
    error.kind = ErrorKind::Redirect;
    error
}

#[cfg(test)]
mod tests {
    use super::super::FindPatients;
    use super::super::testing::{answering, asking};
    use super::*;
    use crate::testing::response;

    fn page(next: &str, ids: &str) -> String {
        format!(r#"{{"links":{{"next":"{next}"}},"total":9,"offset":0,"limit":2,"results":[{ids}]}}"#)
    }

    #[tokio::test(start_paused = true)]
    async fn pages_are_followed_at_the_same_host_with_the_key() {
        let (client, stub) = asking(|request| {
            let query = request.uri().query().unwrap_or_default().to_owned();
            Ok(response(
                200,
                match query.as_str() {
                    "limit=2" => page(
                        "https://vendor.example/api/v1/practices/3/archives/4/patients?offset=2",
                        r#"{"id":1},{"id":2}"#,
                    ),
                    // The same row again, then an empty link.
                    "offset=2" => page(
                        "http://vendor.example/api/v1/next?offset=4",
                        r#"{"id":2},{"id":3},7"#,
                    ),
                    "offset=4" => page("", r#"{"id":4}"#),
                    other => panic!("{other}"),
                },
            ))
        });
        let find = FindPatients {
            limit: Some(2),
            ..FindPatients::default()
        };
        let rows = client.all_patients(&find).await.unwrap();
        assert_eq!(
            rows.iter().filter_map(|row| row.id).collect::<Vec<_>>(),
            [1, 2, 3, 4]
        );
        assert_eq!(rows.unreadable.len(), 1);
        assert_eq!(stub.calls().len(), 3);
        for sent in stub.seen() {
            assert_eq!(sent.uri().scheme_str(), Some("https"));
            assert!(sent.headers().contains_key("x-api-key"));
        }
        let next = client.patients(&find).await.unwrap().next.unwrap();
        assert_eq!(client.page_at(next.as_str()), Some(next));
        assert_eq!(client.page_at("https://other.example/api/v1/patients"), None);
    }

    #[tokio::test]
    async fn a_page_elsewhere_is_refused_and_sees_no_key() {
        for next in [
            "https://other.example/api/v1/patients",
            "https://vendor.example:444/api/v1/patients",
            "https://a:b@vendor.example/x",
            "//other.example/x",
            "mailto:x@vendor.example",
        ] {
            let body = page(next, r#"{"id":1}"#);
            let (client, stub) = answering(&body);
            let error = client.all_patients(&FindPatients::default()).await.unwrap_err();
            assert_eq!(error.kind, ErrorKind::Redirect, "{next}");
            assert_eq!(stub.calls().len(), 1);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_circle_ends_and_is_no_whole_list_where_the_vendor_counts_more() {
        let all = page("/api/v1/x?offset=1", r#"{"id":1}"#);
        let (client, stub) = answering(&all);
        let error = client.all_patients(&FindPatients::default()).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Unreadable, "one of nine");
        assert_eq!(stub.calls().len(), 2);
        let (client, stub) = answering(&all.replace("\"total\":9", "\"total\":1"));
        let rows = client.all_patients(&FindPatients::default()).await.unwrap();
        assert_eq!((rows.len(), stub.calls().len()), (1, 2));
        let (client, _) = answering(r#"{"links":{},"total":9,"offset":0,"limit":100,"results":[]}"#);
        let error = client.all_patients(&FindPatients::default()).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Unreadable, "none of nine");
    }
}
