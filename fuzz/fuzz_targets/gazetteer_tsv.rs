#![no_main]

use imya::gazetteer::Format;
use imya_fuzz::bodies;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| bodies::gazetteer(Some(Format::Tsv), bytes));
