//! The background of maps. None is fetched from anywhere unless it stands here.

use huiyin_web::Ground;

use super::keys;
use super::values::Reader;
use crate::Failure;

const ADDRESS_CHARACTERS: usize = 500;
const NAME_CHARACTERS: usize = 100;
/// Systems in which our points lie where they are, within a metre.
const STRAIGHT: [&str; 2] = ["cgcs2000", "wgs84"];
/// Systems of public web maps, some hundred metres aside.
const SHIFTED: [&str; 2] = ["gcj02", "bd09"];

pub(super) fn read(reader: &mut Reader<'_>) -> Result<Ground, Failure> {
    let raster = reader.text(keys::MAP_RASTER, ADDRESS_CHARACTERS)?;
    let style = reader.text(keys::MAP_STYLE, ADDRESS_CHARACTERS)?;
    let crs = reader.text(keys::MAP_CRS, NAME_CHARACTERS)?;
    let attribution = reader.text(keys::MAP_ATTRIBUTION, NAME_CHARACTERS)?;
    let review = reader.text(keys::MAP_REVIEW, NAME_CHARACTERS)?;
    let ground = Ground {
        raster,
        style,
        attribution,
        review,
    };
    check(&ground, &crs.to_ascii_lowercase())?;
    Ok(ground)
}

/// Maps that the public sees are reviewed ones and show their number (Surveying and Mapping Law,
/// art. 38); a view never mixes systems of coordinates.
fn check(ground: &Ground, crs: &str) -> Result<(), Failure> {
    if ground.raster.is_empty() && ground.style.is_empty() {
        return Ok(());
    }
    if !ground.raster.is_empty() && !ground.style.is_empty() {
        return Err(Failure::new(
            "地图底图的 map_raster 和 map_style 只能写一个，请去掉其中之一。",
            "map_raster and map_style exclude each other: leave one of them out.",
        ));
    }
    for address in [&ground.raster, &ground.style] {
        if !address.is_empty() && !is_address(address) {
            return Err(Failure::new(
                format!("底图网址 `{address}` 写法不对；应为 https 网址，或本站的 /tiles/… 这样。"),
                format!(
                    "`{address}` is no address of a map; write https://… or a path of this site such as /tiles/…."
                ),
            ));
        }
    }
    let has_all = ["{z}", "{x}", "{y}"]
        .iter()
        .all(|part| ground.raster.contains(part));
    if !ground.raster.is_empty() && !has_all {
        return Err(Failure::new(
            "map_raster 里要有 {z}、{x}、{y} 三处，浏览器才知道取哪一块。",
            "map_raster needs {z}, {x} and {y} in it, so that a browser knows which piece to fetch.",
        ));
    }
    if SHIFTED.contains(&crs) {
        return Err(Failure::new(
            format!(
                "底图坐标系是 {crs}，与记录的坐标（CGCS2000）相差几百米，不能叠在一起。请换用 CGCS2000 的底图，例如天地图。"
            ),
            format!(
                "Tiles in {crs} lie some hundred metres beside our points (CGCS2000) and are not put under them. Use a map in CGCS2000, such as Tianditu."
            ),
        ));
    }
    if !STRAIGHT.contains(&crs) {
        return Err(Failure::new(
            format!("请用 map_crs 写明底图的坐标系：cgcs2000 或 wgs84，现在是 `{crs}`。"),
            format!("Say in map_crs in which system the map is: cgcs2000 or wgs84, not `{crs}`."),
        ));
    }
    if ground.attribution.is_empty() || ground.review.is_empty() {
        return Err(Failure::new(
            "公开的地图要写明来源和审图号：请填 map_attribution 和 map_review。",
            "A map that the public sees names its source and its review number: set map_attribution and map_review.",
        ));
    }
    Ok(())
}

/// It goes into a header that tells browsers where to fetch from, so nothing odd may be in it.
fn is_address(text: &str) -> bool {
    let rest = match text.strip_prefix("https://") {
        Some(rest) => rest,
        None if text.starts_with('/') && !text.starts_with("//") => text,
        None => return false,
    };
    !rest.is_empty()
        && rest
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-._~:/?=&%{}".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(ground: &Ground, crs: &str) -> String {
        check(ground, crs).unwrap_err().0.en
    }

    fn whole() -> Ground {
        Ground {
            raster: "https://t0.tiles.example.cn/img?x={x}&y={y}&l={z}&tk=ab12".to_owned(),
            style: String::new(),
            attribution: "天地图".to_owned(),
            review: "GS(2024)0650号".to_owned(),
        }
    }

    #[test]
    fn a_whole_background_is_taken_and_none_is_the_default() {
        assert!(check(&whole(), "cgcs2000").is_ok());
        assert!(check(&Ground::default(), "").is_ok());
        let own = Ground {
            raster: "/tiles/{z}/{x}/{y}.png".to_owned(),
            ..whole()
        };
        assert!(check(&own, "wgs84").is_ok());
    }

    #[test]
    fn what_would_mislead_is_refused_with_what_to_do() {
        assert!(refused(&whole(), "gcj02").contains("Tianditu"));
        assert!(refused(&whole(), "").contains("map_crs"));
        let with = |change: fn(&mut Ground)| {
            let mut ground = whole();
            change(&mut ground);
            refused(&ground, "cgcs2000")
        };
        assert!(with(|it| it.review.clear()).contains("map_review"));
        assert!(with(|it| it.attribution.clear()).contains("map_attribution"));
        assert!(with(|it| it.raster = "https://a.example/{z}".to_owned()).contains("{x}"));
        assert!(with(|it| it.style = "/style.json".to_owned()).contains("exclude"));
        for odd in [
            "http://a.example/{z}/{x}/{y}",
            "//a.example/{z}/{x}/{y}",
            "https://a.example/{z}/{x}/{y}; script-src *",
            "https://",
            "ftp://a.example/{z}/{x}/{y}",
        ] {
            let ground = Ground {
                raster: odd.to_owned(),
                ..whole()
            };
            assert!(
                refused(&ground, "cgcs2000").contains("is no address"),
                "{odd}"
            );
        }
    }
}
