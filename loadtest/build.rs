//! Makes the mutants of the rule: a copy of `pick`, `charge` and `provisional` with deliberate faults, of which one at a time is
//! switched on, and which the simulation of fairness has to find. A fault is a text in the rule's source and what stands there
//! instead; the build fails when the text does not occur exactly once, so that a fault cannot quietly stop being one. (One copy
//! with switches and not one copy for each fault: that would be twenty thousand lines.)

use std::{env, fmt::Write as _, fs, path::Path};

include!("faults.rs");

const FILES: [&str; 3] = ["pick", "charge", "provisional"];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=faults.rs");
    match made() {
        Ok(text) => {
            let to = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
            fs::write(Path::new(&to).join("mutants.rs"), text).expect("OUT_DIR can be written");
        }
        Err(what) => println!("cargo::error={}", what.replace('\n', " ")),
    }
}

fn made() -> Result<String, String> {
    let mut text = String::from(
        "pub use ::meeting::rule::*;\npub mod root {\n    pub use ::meeting::*;\n    pub use super::super::made as rule;\n}\n",
    );
    for file in FILES {
        let path = Path::new("../server/meeting/src/rule").join(format!("{file}.rs"));
        println!("cargo::rerun-if-changed={}", path.display());
        let source =
            fs::read_to_string(&path).map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
        // Paths into the crate `meeting` lead there, but those to the rule lead to the copies first.
        let source: String = source
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .map(|line| format!("{}\n", line.replace("crate::", "super::root::")))
            .collect();
        let _ = write!(text, "pub mod {file} {{\n{}}}\n", with_faults(file, source)?);
    }
    let names: Vec<&str> = FAULTS.iter().map(|fault| fault.name).collect();
    let _ = writeln!(text, "pub const FAULTS: &[&str] = &{names:?};");
    Ok(text)
}

/// The source of a file with a switch at every place that has faults.
fn with_faults(file: &str, source: String) -> Result<String, String> {
    let of_file = || FAULTS.iter().enumerate().filter(|(_, fault)| fault.file == file);
    let mut needles: Vec<&str> = of_file().map(|(_, fault)| fault.needle).collect();
    needles.dedup();
    // Where each stands: they must not overlap.
    let mut places = Vec::new();
    for needle in needles {
        let found: Vec<usize> = source.match_indices(needle).map(|(at, _)| at).collect();
        let [at] = found[..] else {
            return Err(format!(
                "a fault does not fit any more: its text occurs {} times in server/meeting/src/rule/{file}.rs, not once; \
                 change it in loadtest/faults.rs: {needle}",
                found.len()
            ));
        };
        places.push((at, needle));
    }
    places.sort_unstable();
    let (mut out, mut done) = (String::new(), 0);
    for (at, needle) in places {
        if at < done {
            return Err(format!("two faults overlap in server/meeting/src/rule/{file}.rs: {needle}"));
        }
        out.push_str(&source[done..at]);
        done = at + needle.len();
        let mut switch = String::new();
        for (n, fault) in of_file().filter(|(_, fault)| fault.needle == needle) {
            let _ = write!(switch, "if crate::fairness::mutants::is_on({n}) {{ {} }} else ", fault.instead);
        }
        let _ = match needle.ends_with(';') {
            true => write!(out, "{switch}{{ {needle} }}"),
            false => write!(out, "({switch}{{ {needle} }})"),
        };
    }
    out.push_str(&source[done..]);
    Ok(out)
}
