//! Which browser a session was opened in, in two words of ours. What the browser says of itself is
//! long, foreign text; it is never kept.

/// In this order: many browsers name others whom they resemble.
const BROWSERS: &[(&str, &str)] = &[
    ("MicroMessenger", "wechat"),
    ("Edg/", "edge"),
    ("EdgA/", "edge"),
    ("OPR/", "opera"),
    ("Firefox/", "firefox"),
    ("FxiOS/", "firefox"),
    ("CriOS/", "chrome"),
    ("Chrome/", "chrome"),
    ("Safari/", "safari"),
];
const SYSTEMS: &[(&str, &str)] = &[
    ("HarmonyOS", "harmony"),
    ("OpenHarmony", "harmony"),
    ("Android", "android"),
    ("iPhone", "iphone"),
    ("iPad", "ipad"),
    ("Windows", "windows"),
    ("Mac OS X", "mac"),
    ("Linux", "linux"),
];
const UNKNOWN: &str = "other";

/// `browser/system`, each a word of the lists above or `other`.
pub fn words(user_agent: &str) -> String {
    let word = |list: &[(&str, &'static str)]| {
        list.iter()
            .find(|(mark, _)| user_agent.contains(mark))
            .map_or(UNKNOWN, |(_, word)| *word)
    };
    format!("{}/{}", word(BROWSERS), word(SYSTEMS))
}

/// The two halves of what [`words`] made; of anything else, `other`.
pub fn halves(device: &str) -> (&'static str, &'static str) {
    let (browser, system) = device.split_once('/').unwrap_or_default();
    let known = |list: &[(&str, &'static str)], half: &str| {
        list.iter()
            .find(|(_, word)| *word == half)
            .map_or(UNKNOWN, |(_, word)| *word)
    };
    (known(BROWSERS, browser), known(SYSTEMS, system))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn usual_browsers_are_told_apart() {
        let chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36";
        assert_eq!(words(chrome), "chrome/windows");
        assert_eq!(words(&format!("{chrome} Edg/130.0")), "edge/windows");
        let wechat = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/116.0 Mobile Safari/537.36 MicroMessenger/8.0.49";
        assert_eq!(words(wechat), "wechat/android");
        let iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1";
        assert_eq!(words(iphone), "safari/iphone");
        assert_eq!(words("curl/8.5.0"), "other/other");
    }

    proptest! {
        #[test]
        fn nothing_of_what_a_browser_says_is_kept(user_agent in ".{0,300}") {
            let kept = words(&user_agent);
            let (browser, system) = halves(&kept);
            prop_assert_eq!(format!("{browser}/{system}"), kept);
            let _ = halves(&user_agent);
        }
    }
}
