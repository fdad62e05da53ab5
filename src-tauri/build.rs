//! Prepares what the application's shell is compiled with.
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    // The pages are embedded at compile time. A fresh clone has none yet, and checking Rust code must not
    // depend on Node; `cargo xtask` builds the real ones before it builds the application.
    std::fs::create_dir_all("ui/dist")?;
    println!("cargo:rerun-if-changed=ui/dist");
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    tauri_build::try_build(
        tauri_build::Attributes::new().capabilities_path_pattern("src-tauri/capabilities/*"),
    )?;
    Ok(())
}
