//! Makes a paper of a template and a file of data, for whoever works on a template:
//! `cargo run -p huiyin-papers --example render -- ballot.typ ballot.json ballot.pdf`

use std::process::ExitCode;

fn main() -> ExitCode {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let [template, data, to] = given.as_slice() else {
        return said("usage: render TEMPLATE.typ DATA.json PAPER.pdf");
    };
    match render(template, data, to) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => said(&error.to_string()),
    }
}

fn render(template: &str, data: &str, to: &str) -> Result<(), Box<dyn std::error::Error>> {
    let source = std::fs::read_to_string(template)?;
    let data = serde_json::from_slice(&std::fs::read(data)?)?;
    std::fs::write(to, huiyin_papers::Papers::render(&source, &data)?)?;
    Ok(())
}

#[expect(clippy::print_stderr, reason = "a program says why it stopped")]
fn said(why: &str) -> ExitCode {
    eprintln!("{why}");
    ExitCode::FAILURE
}
