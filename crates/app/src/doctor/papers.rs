//! Whether ballots, notices and posters can be printed.

use huiyin_papers::{PaperError, Papers};

use super::check::{Check, said};

pub(super) fn fonts() -> Check {
    judge(&Papers::ready())
}

fn judge(ready: &Result<(), PaperError>) -> Check {
    if ready.is_ok() {
        return Check::ok(
            "papers",
            "有中文字体，可以打印表决票、公告和海报。",
            "A Chinese font is installed: ballots, notices and posters can be printed.",
        );
    }
    Check::warn(
        "papers",
        said(
            "没有中文字体，不能打印表决票、公告和海报。",
            "No Chinese font is installed: ballots, notices and posters cannot be printed.",
        ),
        said(
            "执行 apt-get install fonts-noto-cjk",
            "Run apt-get install fonts-noto-cjk",
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::Level;

    #[test]
    fn a_missing_font_names_its_package() {
        let check = judge(&Err(PaperError::NoFont));
        assert_eq!(check.level, Level::Warn);
        let advice = check.advice.unwrap();
        assert!(advice.zh.contains("fonts-noto-cjk") && advice.en.contains("fonts-noto-cjk"));
        assert_eq!(judge(&Ok(())).level, Level::Ok);
    }
}
