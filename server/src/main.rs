//! The binary `evenfloor`: everything is in the library, so that other programs can run the same server.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::cli::run(std::env::args_os())
}
