//! Builds anew when a data file came, went or changed: they are part of the
//! program, and the compiler does not see new ones by itself.

#![allow(clippy::print_stdout, reason = "this is how a build script speaks to cargo")]

fn main() {
    for folder in ["assets", "themes"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
