//! The program `huiyin`. Everything it does stands in the library beside it, where tests reach it.

fn main() -> std::process::ExitCode {
    huiyin_app::main()
}
