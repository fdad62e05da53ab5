//! Start: arguments, log, the desk, the window.
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use frontdesk_commands::desk::ports::documents_with;
use frontdesk_commands::system::{self, OsSecrets, RealLines, default_data_dir};
use frontdesk_commands::{App, DeskError, Host};
use frontdesk_documents::{Apart, Documents, Pdf};
use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, Manager as _, Url, WebviewWindow, WebviewWindowBuilder, async_runtime};
use tauri_plugin_dialog::{DialogExt as _, MessageDialogKind};
use tauri_plugin_window_state::StateFlags;

use crate::arguments::{Arguments, DATA_DIR_VARIABLE};
use crate::page::{Destination, WITHOUT_BROWSER_KEYS, destination};
use crate::{desktop, logs, presence, rpc, training, web_view};

/// The window's name in `tauri.conf.json` and in its capability file.
const WINDOW: &str = "main";

/// What people are told when they ask for the version.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Why the application could not start.
#[derive(Debug, thiserror::Error)]
enum StartError {
    #[error("the window could not be made: {0}")]
    Window(#[from] tauri::Error),
    #[error("the system names no folder for its data; start it with --data-dir DIR")]
    NoFolder,
    #[error("the desk could not be opened: {0}")]
    Desk(#[from] DeskError),
}

/// Runs the application until its window is closed.
pub fn start() -> ExitCode {
    web_view::prepare();
    let given = Arguments::read(std::env::args_os().skip(1), std::env::var_os(DATA_DIR_VARIABLE));
    let arguments = match given {
        Ok(arguments) => arguments,
        Err(error) => return refuse(&error, 2),
    };
    run(&arguments).unwrap_or_else(|error| refuse(&error, 1))
}

#[allow(clippy::print_stderr, reason = "whoever started it by hand reads it there")]
fn refuse(error: &dyn std::error::Error, code: u8) -> ExitCode {
    tracing::error!(%error, "could not start");
    eprintln!("Frontdesk: {error}");
    ExitCode::from(code)
}

fn run(arguments: &Arguments) -> Result<ExitCode, StartError> {
    let mut app = tauri::Builder::default()
        // First, so that a second start ends before it opens the store.
        .plugin(tauri_plugin_single_instance::init(|app, _arguments, _folder| {
            show(app)
        }))
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(tauri::generate_handler![rpc::rpc])
        .build(tauri::generate_context!())?;
    let code = match set_up(&mut app, arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // There is no window to say it in, and nobody reads the output of a program started by its icon.
            let handle = app.handle().clone();
            let message = app
                .dialog()
                .message(error.to_string())
                .title("Frontdesk")
                .kind(MessageDialogKind::Error);
            message.show(move |_| handle.exit(1));
            refuse(&error, 1)
        }
    };
    app.run_return(|handle, event| {
        if matches!(event, tauri::RunEvent::Exit)
            && let Some(desk) = handle.try_state::<Arc<App>>()
        {
            desk.sweep_files();
        }
    });
    system::end_store_work();
    Ok(code)
}

fn set_up(app: &mut tauri::App, arguments: &Arguments) -> Result<(), StartError> {
    // The same place that `frontdesk-cli` looks in.
    let data_dir = arguments
        .data_dir
        .clone()
        .or_else(default_data_dir)
        .ok_or(StartError::NoFolder)?;
    if let Ok(guard) = logs::open(&data_dir.join("logs")) {
        app.manage(guard);
    }
    tracing::info!(version = VERSION, training = arguments.training, "started");
    app.handle().plugin(
        tauri_plugin_autostart::Builder::new()
            .args(arguments.of_autostart())
            .build(),
    )?;
    let (desktop, window) = desktop::Window::new();
    window.send_replace(Some(app.handle().clone()));
    app.manage(window);
    let desk = async_runtime::block_on(open_desk(&data_dir, arguments.training, desktop))?;
    app.manage(desk.clone());
    async_runtime::spawn(rpc::tell_pages(desk.clone(), app.handle().clone()));
    let work = desk.clone();
    async_runtime::spawn(async move { work.run().await });
    let window = open_window(app, &data_dir, arguments.minimized)?;
    presence::lock_when_left(&window, desk);
    Ok(())
}

/// The desk is opened before the window, so that the window's first picture is already the right one.
async fn open_desk(data_dir: &Path, training: bool, desktop: desktop::Window) -> Result<Arc<App>, DeskError> {
    let documents = Documents::default().apart(Apart::of_this_program());
    let ports = system::ports(
        Arc::new(OsSecrets),
        Arc::new(RealLines::new()?),
        documents_with(move |name, facts, language, template| {
            documents
                .render_with(template, name, facts, language)
                .map(Pdf::into_parts)
        }),
    )?;
    let app = App::start(Host {
        data_dir: data_dir.to_path_buf(),
        ports,
        training: Arc::new(training::clinic),
        desktop: Arc::new(desktop),
        version: VERSION,
        system_language: language(sys_locale::get_locale()),
    })
    .await;
    if training {
        app.open_training().await?;
    }
    Ok(app)
}

/// The language alone of what the system calls its locale (`ro-RO`, `en_GB.UTF-8`, nothing).
fn language(locale: Option<String>) -> String {
    let letters = locale.unwrap_or_default();
    letters
        .chars()
        .take_while(char::is_ascii_alphabetic)
        .collect::<String>()
        .to_lowercase()
}

fn open_window(app: &tauri::App, data_dir: &Path, minimized: bool) -> tauri::Result<WebviewWindow> {
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
    let window = window.focused(!minimized).build()?;
    if minimized {
        window.minimize()?;
    }
    Ok(window)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_becomes_its_language() {
        assert_eq!(language(Some("ro-RO".to_owned())), "ro");
        assert_eq!(language(Some("en_GB.UTF-8".to_owned())), "en");
        assert_eq!(language(Some("C".to_owned())), "c");
        assert_eq!(language(None), "");
    }
}
