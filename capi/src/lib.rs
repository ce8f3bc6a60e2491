//! The C interface of imya; what C sees of it is `include/imya.h`, made of these sources.
//!
//! Handles cross the border as `Option<&T>` and `Option<Box<T>>`, which are pointers that may be null;
//! what C reserved but did not fill comes as `MaybeUninit`. So `unsafe` is left to texts and lists, which
//! are pointers with lengths (`border`). Every function runs in a guard: a panic becomes an error.
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic)
)]

mod batch;
mod border;

pub mod cluster;
pub mod compare;
pub mod error;
pub mod found;
pub mod kind;
pub mod mentions;
pub mod resolver;
pub mod scheme;
pub mod text;
