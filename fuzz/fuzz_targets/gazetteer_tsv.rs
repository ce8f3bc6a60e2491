#![no_main]

use imya::gazetteer::Format;
use libfuzzer_sys::fuzz_target;

#[path = "../../tests/hostile/bodies.rs"]
#[allow(dead_code)]
mod bodies;

fuzz_target!(|bytes: &[u8]| bodies::gazetteer(Some(Format::Tsv), bytes));
