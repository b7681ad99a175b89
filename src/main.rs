//! The binary: hands the command line to the library and exits with its status.

fn main() -> std::process::ExitCode {
    lineproof::cli::run(std::env::args_os())
}
