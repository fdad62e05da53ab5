//! Debian's names of what is needed, and for what.

/// What a chore is about to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Compile the workspace.
    Build,
    /// Open a window where nobody looks, and drive it.
    HiddenWindow,
    /// Run every test.
    Test,
}

/// The packages for `needs`, each once.
pub fn debian(needs: &[Need]) -> Vec<&'static str> {
    let mut packages = Vec::new();
    for need in needs {
        let names: &[&str] = match need {
            Need::Build => &[
                "build-essential",
                "pkg-config",
                "libssl-dev",
                "libgtk-3-dev",
                "libwebkit2gtk-4.1-dev",
                "librsvg2-dev",
            ],
            Need::HiddenWindow => &[
                "dbus",
                "gnome-keyring",
                "xvfb",
                "webkit2gtk-driver",
                "imagemagick",
                "fonts-noto-core",
            ],
            Need::Test => &["chromium", "poppler-utils"],
        };
        for name in names {
            if !packages.contains(name) {
                packages.push(*name);
            }
        }
    }
    packages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_is_asked_for_once() {
        let twice = debian(&[Need::Build, Need::HiddenWindow, Need::Build]);
        let mut sorted = twice.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), twice.len());
        assert!(twice.contains(&"libwebkit2gtk-4.1-dev") && twice.contains(&"xvfb"));
        assert!(!twice.contains(&"chromium"));
    }
}
