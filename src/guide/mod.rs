//! The guide: long texts that belong to the library and are searched, linked and tested with it.

#[doc = include_str!("architecture.md")]
pub mod architecture {}

#[doc = include_str!("data-format.md")]
pub mod data_format {}

#[doc = include_str!("debates.md")]
pub mod debates {}

#[doc = include_str!("answers.md")]
pub mod answers {}

#[doc = include_str!("codes.md")]
pub mod codes {}

#[doc = include_str!("limits.md")]
pub mod limits {}

#[doc = include_str!("bundled-world.md")]
pub mod bundled_world {}

#[doc = include_str!("design.md")]
pub mod design {}

#[doc = include_str!("compared.md")]
pub mod compared {}

#[doc = include_str!("features.md")]
pub mod features {}
