//! Photos as a phone makes them smaller: no two alike, so that each is stored by itself.

use std::io::Cursor;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use image::{ImageFormat, Rgb, RgbImage};

const WIDE: u32 = 1_280;
const HIGH: u32 = 960;
/// Sides of the patches of colour that a picture consists of.
const PATCH: u32 = 16;

/// Where the pictures lie; they are more than the memory should hold.
pub struct Pictures {
    folder: PathBuf,
    bytes: u64,
}

/// Draws so many.
pub fn draw(under: &Path, count: usize) -> Result<Pictures> {
    let folder = under.join("pictures");
    std::fs::create_dir_all(&folder)?;
    let mut bytes = 0;
    for number in 0..count {
        let picture = picture(u32::try_from(number)?)?;
        bytes += u64::try_from(picture.len())?;
        std::fs::write(folder.join(number.to_string()), picture)?;
    }
    Ok(Pictures { folder, bytes })
}

impl Pictures {
    pub fn read(&self, number: usize) -> Result<Vec<u8>> {
        let path = self.folder.join(number.to_string());
        std::fs::read(&path).with_context(|| path.display().to_string())
    }

    pub fn mib(&self) -> f64 {
        f64::from(u32::try_from(self.bytes / 1024).unwrap_or(u32::MAX)) / 1024.0
    }
}

/// Patches with a slope of light over them: it compresses about as a photo does.
fn picture(seed: u32) -> Result<Vec<u8>> {
    let drawn = RgbImage::from_fn(WIDE, HIGH, |x, y| {
        let patch = (x / PATCH)
            .wrapping_mul(2_654_435_761)
            .wrapping_add((y / PATCH).wrapping_mul(2_246_822_519))
            .wrapping_add(seed.wrapping_mul(3_266_489_917));
        let grain = x.wrapping_mul(40_503) ^ y.wrapping_mul(30_011);
        let light = (x + y) / 16;
        let part = |shift: u32| {
            let value = (patch >> shift) % 96 + light + (grain >> 11) % 8;
            u8::try_from(value.min(255)).unwrap_or(u8::MAX)
        };
        Rgb([part(3), part(9), part(17)])
    });
    let mut bytes = Cursor::new(Vec::new());
    drawn.write_to(&mut bytes, ImageFormat::Jpeg)?;
    Ok(bytes.into_inner())
}
