use huiyin_kernel::{Date, EchoCode, Id, Instant};

/// A parameter. `NULL` carries its type, because PostgreSQL wants to know it.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Int(Option<i64>),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
    Real(Option<f64>),
}

macro_rules! from_value {
    ($($from:ty => |$value:ident| $into:expr;)*) => {$(
        impl From<$from> for Value {
            fn from($value: $from) -> Self { $into }
        }
        impl From<Option<$from>> for Value {
            fn from(value: Option<$from>) -> Self {
                match value {
                    Some($value) => $into,
                    None => <$from as NullOf>::NULL,
                }
            }
        }
    )*};
}

/// The typed `NULL` of a Rust type.
trait NullOf {
    const NULL: Value;
}

macro_rules! null_of {
    ($($kind:ident: $($from:ty),*;)*) => {$($(
        impl NullOf for $from { const NULL: Value = Value::$kind(None); }
    )*)*};
}

null_of! {
    Int: i64, i32, u32, u16, u8, bool, Instant;
    Text: String, &str, &String, Id, Date, &EchoCode;
    Bytes: Vec<u8>, &[u8], [u8; 32];
    Real: f64;
}

from_value! {
    i64 => |value| Self::Int(Some(value));
    i32 => |value| Self::Int(Some(i64::from(value)));
    u32 => |value| Self::Int(Some(i64::from(value)));
    u16 => |value| Self::Int(Some(i64::from(value)));
    u8 => |value| Self::Int(Some(i64::from(value)));
    bool => |value| Self::Int(Some(i64::from(value)));
    Instant => |value| Self::Int(Some(value.as_micros()));
    String => |value| Self::Text(Some(value));
    &str => |value| Self::Text(Some(value.to_owned()));
    &String => |value| Self::Text(Some(value.clone()));
    Id => |value| Self::Text(Some(value.to_string()));
    Date => |value| Self::Text(Some(value.to_string()));
    &EchoCode => |value| Self::Text(Some(value.as_str().to_owned()));
    Vec<u8> => |value| Self::Bytes(Some(value));
    &[u8] => |value| Self::Bytes(Some(value.to_vec()));
    [u8; 32] => |value| Self::Bytes(Some(value.to_vec()));
    f64 => |value| Self::Real(Some(value));
}

/// `args![a, b]`: the parameters of a statement, each through [`Value::from`].
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { vec![$($crate::Value::from($value)),*] };
}
