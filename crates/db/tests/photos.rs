//! Photos: what is taken, what is refused, what is left behind.
#![expect(
    clippy::expect_used,
    reason = "a story that cannot go on should stop loudly"
)]

use std::io::Cursor;

use huiyin_db::blobs::{Photo, PhotoRefused, UPLOAD_BYTES, clean_photo, in_order};
use image::{ImageFormat, RgbImage};

fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([x.to_le_bytes()[0], y.to_le_bytes()[0], 7])
    })
    .write_to(&mut bytes, format)
    .expect("encoded");
    bytes.into_inner()
}

/// A JPEG with an EXIF block that says: turn me by 90 degrees, and where I was taken.
fn with_exif(jpeg: &[u8]) -> Vec<u8> {
    let mut tiff = b"MM\0\x2a\0\0\0\x08\0\x01".to_vec();
    tiff.extend_from_slice(&[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0]);
    tiff.extend_from_slice(b"GPS 29.5718N 106.5745E");
    let mut segment = b"Exif\0\0".to_vec();
    segment.extend_from_slice(&tiff);
    let length = u16::try_from(segment.len() + 2)
        .expect("short")
        .to_be_bytes();
    let mut out = jpeg[..2].to_vec();
    out.extend_from_slice(&[0xff, 0xe1]);
    out.extend_from_slice(&length);
    out.extend_from_slice(&segment);
    out.extend_from_slice(&jpeg[2..]);
    out
}

#[test]
fn a_photo_is_turned_shrunk_and_stripped() {
    let original = with_exif(&picture(2400, 1200, ImageFormat::Jpeg));
    assert!(original.windows(3).any(|window| window == b"GPS"));
    let photo = clean_photo(&original).expect("taken");
    assert_eq!((photo.width_px, photo.height_px), (800, 1600));
    assert!(!photo.jpeg.windows(3).any(|window| window == b"GPS"));
    assert!(!photo.jpeg.windows(4).any(|window| window == b"Exif"));
    assert_eq!(clean_photo(&original).expect("again").id, photo.id);
}

#[test]
fn png_and_webp_become_jpeg() {
    for format in [ImageFormat::Png, ImageFormat::WebP] {
        let photo = clean_photo(&picture(40, 30, format)).expect("taken");
        assert_eq!(
            image::guess_format(&photo.jpeg).expect("known"),
            ImageFormat::Jpeg
        );
    }
}

#[test]
fn files_that_lie_or_explode_are_refused() {
    assert_eq!(clean_photo(b"").err(), Some(PhotoRefused::NotAPicture));
    assert_eq!(
        clean_photo(b"<svg onload=alert(1)>").err(),
        Some(PhotoRefused::NotAPicture)
    );
    assert_eq!(
        clean_photo(b"GIF89a....").err(),
        Some(PhotoRefused::NotAPicture)
    );
    assert_eq!(
        clean_photo(&vec![0; UPLOAD_BYTES + 1]).err(),
        Some(PhotoRefused::TooLarge)
    );
    let whole = picture(200, 200, ImageFormat::Png);
    assert_eq!(
        clean_photo(&whole[..whole.len() / 2]).err(),
        Some(PhotoRefused::Damaged)
    );
    // A PNG that claims 60,000 × 60,000 pixels in a few bytes.
    let mut bomb = picture(10, 10, ImageFormat::Png);
    bomb[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    let crc = crc32(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&crc.to_be_bytes());
    assert_eq!(clean_photo(&bomb).err(), Some(PhotoRefused::TooManyPixels));
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 {
                (crc >> 1) ^ 0xedb8_8320
            } else {
                crc >> 1
            }
        })
    })
}

#[test]
fn the_same_photos_are_put_in_the_same_order_whoever_puts_them() {
    let [one, other] = ["a", "b"].map(|id| Photo {
        id: id.to_owned(),
        jpeg: Vec::new(),
        width_px: 1,
        height_px: 1,
    });
    for photos in [vec![&one, &other], vec![&other, &one, &other]] {
        let ids = in_order(photos).into_iter().map(|it| it.id.as_str());
        assert_eq!(ids.collect::<Vec<_>>(), ["a", "b"]);
    }
}
