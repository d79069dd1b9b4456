//! A filled form before a program that others wrote.

use std::path::{Path, PathBuf};
use std::process::Command;

use huiyin_sheets::form::{Form, Place};

use crate::made::{self, SHEET, filled, merges, part};

/// A folder of its own, which goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("huiyin-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _left = std::fs::remove_dir_all(&self.0);
    }
}

mod libreoffice_program {
    use super::*;

    /// Opens the file, computes and saves it anew.
    fn converted(folder: &Path, bytes: &[u8], to: &str, ending: &str) -> Vec<u8> {
        let file = folder.join("filled.xlsx");
        std::fs::write(&file, bytes).unwrap();
        let out = folder.join("out");
        let profile = format!(
            "-env:UserInstallation=file://{}",
            folder.join("profile").display()
        );
        let output = Command::new("soffice")
            .args([&profile, "--headless", "--convert-to", to, "--outdir"])
            .arg(&out)
            .arg(&file)
            .output()
            .unwrap();
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said).into_owned();
        assert!(output.status.success(), "{said}");
        let made = out.join(format!("filled.{ending}"));
        assert!(made.is_file(), "{said}");
        std::fs::read(made).unwrap()
    }

    #[test]
    #[ignore = "needs LibreOffice Calc"]
    fn a_longer_form_opens_and_its_totals_are_right() {
        let folder = Folder::new("form-opens");
        let bytes = filled(20);
        let csv = converted(
            folder.path(),
            &bytes,
            "csv:Text - txt - csv (StarCalc):44,34,76",
            "csv",
        );
        let csv = String::from_utf8(csv).unwrap();
        let lines: Vec<&str> = csv.lines().collect();
        assert_eq!(lines[1], "填报单位：,江畔区治理中心,,,,");
        assert_eq!(lines[23], "20,=第20件 <电梯> & “路灯”,,30,20,10");
        assert_eq!(lines[24], "合计,,,410,210,200");
        let again = converted(folder.path(), &bytes, "xlsx", "xlsx");
        let mut before = merges(&bytes, SHEET);
        let mut after = merges(&again, SHEET);
        before.sort();
        after.sort();
        assert_eq!(after, before);
        let form = Form::open(&again).unwrap();
        let other = form.sheet("汇总").unwrap();
        assert_eq!(other.text(Place::new(1, 1)), "=办理情况!D25*2");
    }

    #[test]
    #[ignore = "needs LibreOffice Calc"]
    fn widths_and_the_page_are_those_of_the_empty_form() {
        let folder = Folder::new("form-widths");
        let of = |bytes: &[u8]| {
            let text = converted(folder.path(), bytes, "xlsx", "xlsx");
            let text = part(&text, "xl/worksheets/sheet1.xml").unwrap();
            let between = |from: &str, to: &str| {
                let found = text.split(from).nth(1).unwrap();
                found.split(to).next().unwrap().to_owned()
            };
            (between("<cols>", "</cols>"), between("<pageSetup ", "/>"))
        };
        assert_eq!(of(&filled(20)), of(&made::monthly()));
    }
}
