use std::sync::OnceLock;

use huiyin_db::blobs::{self, Photo};
use image::{ImageFormat, Rgb, RgbImage};

use super::dice;

const WIDTH: u32 = 960;
const HEIGHT: u32 = 720;

/// A drawn scene instead of a photo, so that nobody's street is shown: a lamp that does not
/// shine, a puddle, a heap of bags. Each is drawn once.
pub(super) fn photo(index: usize) -> Option<Photo> {
    static DRAWN: [OnceLock<Option<Photo>>; 3] = [const { OnceLock::new() }; 3];
    let which = usize::try_from(dice(index, "picture") % 3).ok()?;
    DRAWN.get(which)?.get_or_init(|| draw(which)).clone()
}

fn draw(which: usize) -> Option<Photo> {
    let mut picture = RgbImage::new(WIDTH, HEIGHT);
    backdrop(&mut picture, u8::try_from(which * 12).unwrap_or(0));
    match which {
        0 => lamp(&mut picture),
        1 => puddle(&mut picture),
        _ => bags(&mut picture),
    }
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).ok()?;
    blobs::clean_photo(&bytes.into_inner()).ok()
}

fn fill(picture: &mut RgbImage, inside: impl Fn(u32, u32) -> bool, colour: [u8; 3]) {
    for (x, y, pixel) in picture.enumerate_pixels_mut() {
        if inside(x, y) {
            *pixel = Rgb(colour);
        }
    }
}

/// Evening sky, a row of houses with windows, pavement.
fn backdrop(picture: &mut RgbImage, tint: u8) {
    for (_, y, pixel) in picture.enumerate_pixels_mut() {
        let shade = u8::try_from(y * 60 / HEIGHT).unwrap_or(60);
        *pixel = Rgb([60 + shade + tint, 76 + shade, 104 + shade / 2]);
    }
    fill(
        picture,
        |x, y| y > 180 + (x / 160 % 3) * 40 && y < 540,
        [86, 82, 84],
    );
    fill(
        picture,
        |x, y| y > 280 && y < 520 && x % 80 > 24 && x % 80 < 56 && y % 70 > 20 && y % 70 < 52,
        [188 + tint, 170, 120],
    );
    fill(picture, |_, y| y >= 540, [120, 116, 110]);
    fill(
        picture,
        |x, y| y >= 540 && (x + y / 2) % 120 < 3,
        [104, 100, 96],
    );
}

fn disc(x: u32, y: u32, at: (u32, u32), radius: (u32, u32)) -> bool {
    let (dx, dy) = (u64::from(x.abs_diff(at.0)), u64::from(y.abs_diff(at.1)));
    let (rx, ry) = (u64::from(radius.0), u64::from(radius.1));
    dx * dx * ry * ry + dy * dy * rx * rx <= rx * rx * ry * ry
}

fn lamp(picture: &mut RgbImage) {
    fill(
        picture,
        |x, y| (470..=486).contains(&x) && (150..640).contains(&y),
        [40, 44, 48],
    );
    fill(
        picture,
        |x, y| (478..=640).contains(&x) && (150..=162).contains(&y),
        [40, 44, 48],
    );
    fill(
        picture,
        |x, y| disc(x, y, (630, 176), (52, 20)),
        [66, 68, 70],
    );
}

fn puddle(picture: &mut RgbImage) {
    fill(
        picture,
        |x, y| disc(x, y, (480, 630), (330, 66)),
        [92, 112, 132],
    );
    fill(
        picture,
        |x, y| disc(x, y, (430, 622), (180, 22)),
        [128, 148, 166],
    );
}

fn bags(picture: &mut RgbImage) {
    for (at, radius, colour) in [
        ((360, 600), (92, 74), [44, 46, 50]),
        ((480, 584), (104, 92), [58, 60, 64]),
        ((610, 606), (86, 68), [36, 38, 44]),
        ((520, 640), (70, 46), [150, 140, 60]),
    ] {
        fill(picture, |x, y| disc(x, y, at, radius), colour);
    }
}
