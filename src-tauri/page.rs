//! Which addresses the window itself may show, and which go to the browser.
use tauri::Url;

/// Keeps the web view's own menu and keys from acting.
pub const WITHOUT_BROWSER_KEYS: &str = include_str!("page.js");

/// What is done with an address that a page asks for.
#[derive(Debug, PartialEq, Eq)]
pub enum Destination {
    /// One of the application's own pages.
    Window,
    /// Another site, shown by the system's browser.
    Browser,
    /// Nothing that a front desk opens.
    Nowhere,
}

/// Decides from the address alone. The application's pages are `tauri://localhost` on Linux and macOS and
/// `http://tauri.localhost` on Windows; of all others only https leaves the window.
pub fn destination(address: &Url) -> Destination {
    match (address.scheme(), address.host_str()) {
        ("tauri", Some("localhost")) | ("http" | "https", Some("tauri.localhost")) => Destination::Window,
        ("https", Some(_)) => Destination::Browser,
        _ => Destination::Nowhere,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(address: &str) -> Destination {
        destination(&Url::parse(address).expect("an address"))
    }

    #[test]
    fn only_our_pages_are_shown_in_the_window() {
        assert_eq!(of("tauri://localhost/index.html"), Destination::Window);
        assert_eq!(of("http://tauri.localhost/"), Destination::Window);
        assert_eq!(of("tauri://localhost.example/"), Destination::Nowhere);
    }

    #[test]
    fn only_https_leaves_the_window() {
        assert_eq!(of("https://video.example/visit/1"), Destination::Browser);
        assert_eq!(of("http://video.example/visit/1"), Destination::Nowhere);
        assert_eq!(of("file:///etc/passwd"), Destination::Nowhere);
        assert_eq!(of("javascript:alert(1)"), Destination::Nowhere);
        assert_eq!(of("data:text/html,x"), Destination::Nowhere);
    }
}
