//! What is in force and where it comes from: flags, then `HUIYIN_…` variables, then `huiyin.toml`
//! in the folder of the district, then the default.

mod carriers;
mod ground;
mod keys;
mod operating;
mod outside;
mod sources;
mod values;

pub use carriers::TellingSettings;
pub use operating::{BackupSettings, Keep, S3};
pub(crate) use outside::unusable;
pub use sources::SettingArgs;
pub use values::Config;
