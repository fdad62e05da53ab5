//! What the system's web view must be told before anything of it is loaded.

/// WebKitGTK shows an empty window on NVIDIA and some Wayland drivers unless this is set.
#[cfg(target_os = "linux")]
const WITHOUT_DMABUF: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// Starts the program again in place of itself with the variable the web view needs, unless somebody has
/// already chosen a value. Setting it from within would race with threads that read the environment.
#[cfg(target_os = "linux")]
pub fn prepare() {
    use std::os::unix::process::CommandExt as _;

    if std::env::var_os(WITHOUT_DMABUF).is_some() {
        return;
    }
    let Ok(program) = std::env::current_exe() else {
        return;
    };
    // Comes back only if it failed; then the window may stay empty on some machines, which is better than
    // no window on any.
    let _ = std::process::Command::new(program)
        .args(std::env::args_os().skip(1))
        .env(WITHOUT_DMABUF, "1")
        .exec();
}

/// Nothing to prepare: WebView2 and WKWebView need no variable.
#[cfg(not(target_os = "linux"))]
pub fn prepare() {}
