mod seal;
pub use seal::*;
