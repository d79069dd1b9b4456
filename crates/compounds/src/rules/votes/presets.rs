//! City rules as the form offers them. They come from `huiyin-tally`, which names their sources.
