//! QR codes for slips, drawn as SVG on the server.

use fast_qr::convert::Builder as _;
use fast_qr::convert::svg::SvgBuilder;
use fast_qr::{ECL, QRBuilder};

/// An SVG of the text, or nothing where the text is too long for a code.
pub fn svg(text: &str) -> Option<String> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    Some(SvgBuilder::default().margin(2).to_str(&code))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_link_becomes_a_drawing_and_a_novel_does_not() {
        let svg = super::svg("https://huiyin.example.cn/echo/7K3MQ9TX2P4").unwrap();
        assert!(svg.starts_with("<svg") && !svg.contains("script"));
        assert!(super::svg(&"回音".repeat(5000)).is_none());
    }
}
