#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/hostile/bodies.rs"]
#[allow(dead_code, reason = "each target runs one of the shared bodies")]
mod bodies;

fuzz_target!(|bytes: &[u8]| bodies::table(bytes));
