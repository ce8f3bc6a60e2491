//! Writes `capi/include/imya.h`, or says with `--check` whether it is what the sources say.

use std::path::Path;
use std::{env, fs};

use anyhow::{Context, Result, bail, ensure};

/// The modules of the interface, in the order in which the header shows them.
const MODULES: [&str; 9] = [
    "text", "error", "kind", "resolver", "found", "mentions", "compare", "cluster", "scheme",
];
/// What no function of C stands in.
const INNER: [&str; 3] = ["batch", "border", "lib"];

fn main() -> Result<()> {
    // Asked when it runs, for another checkout may have built it.
    let own = env::var_os("CARGO_MANIFEST_DIR").context("to be run by cargo")?;
    let package = Path::new(&own).join("..");
    let path = package.join("include/imya.h");
    let header = generate(&package)?;
    check_comments(&header)?;
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => fs::write(&path, header).context("include/imya.h"),
        ["--check"] => {
            let committed = fs::read_to_string(&path).context("include/imya.h")?;
            ensure!(
                committed == header,
                "include/imya.h is stale: run `cargo run -p imya-capi-header`"
            );
            Ok(())
        }
        _ => bail!("usage: imya-capi-header [--check]"),
    }
}

fn generate(package: &Path) -> Result<String> {
    check_modules(&package.join("src"))?;
    let config = cbindgen::Config::from_file(package.join("cbindgen.toml"));
    let config = config.map_err(|reason| anyhow::anyhow!("cbindgen.toml: {reason}"))?;
    let mut builder = cbindgen::Builder::new().with_config(config);
    for module in MODULES {
        builder = builder.with_src(package.join(format!("src/{module}.rs")));
    }
    let mut header = Vec::new();
    builder.generate()?.write(&mut header);
    Ok(String::from_utf8(header)?)
}

/// No module is forgotten.
fn check_modules(sources: &Path) -> Result<()> {
    for entry in fs::read_dir(sources).context("src")? {
        let path = entry?.path();
        let module = path.file_stem().unwrap_or_default().to_string_lossy();
        let known = MODULES.iter().chain(&INNER).any(|&known| known == module);
        ensure!(known, "src/{module}.rs is not among the modules");
    }
    Ok(())
}

/// What a reader of the header sees of every function is what it does.
fn check_comments(header: &str) -> Result<()> {
    let lines: Vec<&str> = header.lines().collect();
    for pair in lines.windows(2) {
        let begins = !pair[1].starts_with([' ', '/', '#', '}', 'e']) && pair[1].contains('(');
        let explained = pair[0].starts_with("//");
        ensure!(!begins || explained, "without a comment: {}", pair[1]);
    }
    Ok(())
}
