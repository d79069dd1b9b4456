//! The rules on visits, told as they are written (V1 to V5, F1, F6), and the pages of the states.

mod documents;
mod planning;
mod words;
