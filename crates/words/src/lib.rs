//! Words (under construction).

mod cut;
mod fold;
mod stop;

pub use cut::{
    MAX_INDEX_TOKENS, MAX_QUERY_CHARS, MAX_QUERY_TOKENS, MAX_TEXT_CHARS, MAX_TOKEN_CHARS,
    tokens_for_index, tokens_for_query, warm_up,
};
