//! Start: arguments, log, the desk, the window.
use std::path::PathBuf;
use std::process::ExitCode;

use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, Manager as _, Url, WebviewWindowBuilder};
use tauri_plugin_window_state::StateFlags;

use crate::arguments::{Arguments, DATA_DIR_VARIABLE};
use crate::page::{Destination, WITHOUT_BROWSER_KEYS, destination};
use crate::{logs, rpc, web_view};

/// The window's name in `tauri.conf.json` and in its capability file.
const WINDOW: &str = "main";

/// Why the application could not start.
#[derive(Debug, thiserror::Error)]
enum StartError {
    #[error("the window could not be made: {0}")]
    Window(#[from] tauri::Error),
}

/// Runs the application until its window is closed.
pub fn start() -> ExitCode {
    web_view::prepare();
    let given = Arguments::read(std::env::args_os().skip(1), std::env::var_os(DATA_DIR_VARIABLE));
    let arguments = match given {
        Ok(arguments) => arguments,
        Err(error) => return refuse(&error, 2),
    };
    match run(arguments) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => refuse(&error, 1),
    }
}

#[allow(clippy::print_stderr, reason = "there is no window to say it in")]
fn refuse(error: &dyn std::error::Error, code: u8) -> ExitCode {
    tracing::error!(%error, "could not start");
    eprintln!("Frontdesk: {error}");
    ExitCode::from(code)
}

fn run(arguments: Arguments) -> Result<i32, StartError> {
    let app = tauri::Builder::default()
        // First, so that a second start ends before it opens the store.
        .plugin(tauri_plugin_single_instance::init(|app, _arguments, _folder| {
            show(app)
        }))
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(tauri::generate_handler![rpc::rpc])
        .setup(move |app| Ok(set_up(app, &arguments)?))
        .build(tauri::generate_context!())?;
    Ok(app.run_return(|_, _| {}))
}

fn set_up(app: &mut tauri::App, arguments: &Arguments) -> tauri::Result<()> {
    let data_dir = data_dir(app, arguments)?;
    if let Ok(guard) = logs::open(&data_dir.join("logs")) {
        app.manage(guard);
    }
    tracing::info!(version = %app.package_info().version, training = arguments.training, "started");
    open_window(app, &data_dir)
}

fn data_dir(app: &tauri::App, arguments: &Arguments) -> tauri::Result<PathBuf> {
    match &arguments.data_dir {
        Some(folder) => Ok(folder.clone()),
        None => app.path().app_local_data_dir(),
    }
}

fn open_window(app: &tauri::App, data_dir: &std::path::Path) -> tauri::Result<()> {
    let place = data_dir.join("window.json");
    // An absolute name, so that a desk with a data folder of its own also keeps its window's place there.
    let state = tauri_plugin_window_state::Builder::new()
        .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
        .with_filename(place.to_string_lossy())
        .build();
    app.handle().plugin(state)?;

    let Some(config) = app
        .config()
        .app
        .windows
        .iter()
        .find(|window| window.label == WINDOW)
    else {
        return Err(tauri::Error::WindowNotFound);
    };
    let mut window = WebviewWindowBuilder::from_config(app, config)?
        .on_navigation(|address| {
            let destination = destination(address);
            if destination == Destination::Browser {
                open_in_browser(address);
            }
            destination == Destination::Window
        })
        .on_new_window(|address, _| {
            if destination(&address) == Destination::Browser {
                open_in_browser(&address);
            }
            NewWindowResponse::Deny
        })
        .on_download(|_, _| false);
    if !cfg!(debug_assertions) {
        window = window.initialization_script(WITHOUT_BROWSER_KEYS);
    }
    window.build()?;
    Ok(())
}

fn open_in_browser(address: &Url) {
    // The address itself may carry a visit's token: it is not logged.
    if tauri_plugin_opener::open_url(address.as_str(), None::<&str>).is_err() {
        tracing::warn!("the system has no browser for a link");
    }
}

/// Brings the window of the first start to the front when the application is started again.
fn show(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(WINDOW) {
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
    }
}
