//! What the targets run: the functions that `tests/hostile.rs` drives too.

#[path = "../../tests/hostile/bodies.rs"]
pub mod bodies;
