//! Builds the pages with Vite into `OUT_DIR/dist`, so that the server binary carries them.
//!
//! `EVENFLOOR_WEB_DIST` points to a ready-made build instead, for packagers without Node.

use std::error::Error;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the pages are made of; a change in any of them builds anew.
const SOURCES: [&str; 6] = ["package.json", "package-lock.json", "vite.config.ts", "tsconfig.json", "public", "src"];

fn main() {
    if let Err(error) = build() {
        println!("cargo::error={error}");
        std::process::exit(1);
    }
}

fn build() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-env-changed=EVENFLOOR_WEB_DIST");
    println!("cargo::rerun-if-changed=build.rs");
    let here = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?);
    let dist = PathBuf::from(std::env::var("OUT_DIR")?).join("dist");
    if let Some(ready) = std::env::var_os("EVENFLOOR_WEB_DIST") {
        return take_ready_made(Path::new(&ready), &dist);
    }
    watch(&here)?;
    install_packages(&here)?;
    replace_with_empty(&dist)?;
    let mut vite = Command::new("npx");
    vite.args(["--no-install", "vite", "build", "--emptyOutDir", "--outDir"]);
    run(vite.arg(&dist).current_dir(&here), "build the pages")
}

/// Tells cargo what to look at: every source, and every page at the top of the folder.
fn watch(here: &Path) -> Result<(), Box<dyn Error>> {
    for name in SOURCES {
        if here.join(name).exists() {
            println!("cargo::rerun-if-changed={name}");
        }
    }
    for entry in fs::read_dir(here)? {
        let path = entry?.path();
        if path.extension().is_some_and(|end| end == "html") {
            println!("cargo::rerun-if-changed={}", path.display());
        }
    }
    Ok(())
}

/// Runs `npm ci` unless the installed packages are those of the lock file.
///
/// The lock file itself is locked meanwhile, so that two builds in one tree do not install into each other.
fn install_packages(here: &Path) -> Result<(), Box<dyn Error>> {
    let lock_path = here.join("package-lock.json");
    let lock_file = File::open(&lock_path).map_err(|error| {
        format!("web-client/package-lock.json cannot be read ({error}): run `npm install` in web-client once")
    })?;
    lock_file.lock()?;
    // npm writes this copy last of all, so its time says when the install was finished.
    let installed = fs::metadata(here.join("node_modules/.package-lock.json"));
    let wanted = fs::metadata(&lock_path)?.modified()?;
    if installed.is_ok_and(|meta| meta.modified().is_ok_and(|time| time >= wanted)) {
        return Ok(());
    }
    let mut npm = Command::new("npm");
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    run(npm.current_dir(here), "install the packages of the pages")
}

fn run(command: &mut Command, purpose: &str) -> Result<(), Box<dyn Error>> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| {
        format!(
            "cannot {purpose}: `{program}` does not start ({error}). Install Node 20 or newer, \
             on Debian: apt-get install -y nodejs npm; or point EVENFLOOR_WEB_DIST to a ready-made build"
        )
    })?;
    if output.status.success() {
        return Ok(());
    }
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        println!("cargo::warning={line}");
    }
    for line in String::from_utf8_lossy(&output.stderr).lines() {
        println!("cargo::warning={line}");
    }
    Err(format!("cannot {purpose}: `{program}` ended with {}; its words are above", output.status).into())
}

fn take_ready_made(ready: &Path, dist: &Path) -> Result<(), Box<dyn Error>> {
    if !ready.join("index.html").is_file() {
        return Err(format!(
            "EVENFLOOR_WEB_DIST is {}, which holds no index.html: point it to the output of `vite build`",
            ready.display()
        )
        .into());
    }
    println!("cargo::rerun-if-changed={}", ready.display());
    replace_with_empty(dist)?;
    copy(ready, dist)
}

fn replace_with_empty(dist: &Path) -> Result<(), Box<dyn Error>> {
    if dist.exists() {
        fs::remove_dir_all(dist)?;
    }
    Ok(fs::create_dir_all(dist)?)
}

fn copy(from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            fs::create_dir_all(&target)?;
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
