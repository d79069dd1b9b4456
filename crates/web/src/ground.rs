//! What lies under the points of a map: nothing but a grid, or the tiles that an installation names.

/// The background of every map, empty where none was named. Points are kept in CGCS2000, so tiles
/// of a shifted system are refused where settings are read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ground {
    /// Address of pictures with `{z}`, `{x}` and `{y}` in it.
    pub raster: String,
    /// Address of a style of vector tiles, instead of pictures.
    pub style: String,
    /// Whose map it is.
    pub attribution: String,
    /// The number under which the map was reviewed (审图号); a public map shows it.
    pub review: String,
}

impl Ground {
    /// The origin that pages must be allowed to fetch from, empty for our own.
    pub fn origin(&self) -> &str {
        let address = if self.raster.is_empty() {
            &self.style
        } else {
            &self.raster
        };
        let Some(start) = address.find("://").map(|at| at + 3) else {
            return "";
        };
        let end = address[start..]
            .find('/')
            .map_or(address.len(), |at| start + at);
        &address[..end]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_origin_is_all_before_the_path_and_none_for_our_own() {
        let raster = |address: &str| Ground {
            raster: address.to_owned(),
            ..Ground::default()
        };
        assert_eq!(
            raster("https://t0.tiles.example.cn:8443/w/{z}/{x}/{y}").origin(),
            "https://t0.tiles.example.cn:8443"
        );
        assert_eq!(raster("/tiles/{z}/{x}/{y}.png").origin(), "");
        assert_eq!(Ground::default().origin(), "");
        let style = Ground {
            style: "https://maps.example.cn".to_owned(),
            ..Ground::default()
        };
        assert_eq!(style.origin(), "https://maps.example.cn");
    }
}
