#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/hostile/bodies.rs"]
#[allow(dead_code)]
mod bodies;

fuzz_target!(|bytes: &[u8]| bodies::gazetteer(None, bytes));
