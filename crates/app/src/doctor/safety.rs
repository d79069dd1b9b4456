//! Settings that leave a door open.

use huiyin_kernel::Instant;
use huiyin_registry::{Registry, demo, settings, without_second_factor};

use super::check::{Check, said};
use super::watching::is_local;
use crate::{Config, Failure, House, slices};

pub(super) fn of_settings(config: &Config) -> Vec<Check> {
    vec![cookies(config), address(config), proxy(config)]
}

fn cookies(config: &Config) -> Check {
    let is_https = config.public_address.starts_with("https://");
    let is_local = config.listen.ip().is_loopback();
    match (config.secure_cookies, is_https) {
        (true, false) => Check::warn(
            "cookies",
            said(
                "secure_cookies 已打开，但公开网址不是 https，浏览器不会带上登录凭据。",
                "secure_cookies is on while the public address is not https: nobody can sign in.",
            ),
            said(
                "把 public_address 改成 https 网址，或关闭 secure_cookies。",
                "Make public_address an https address, or turn secure_cookies off.",
            ),
        ),
        (false, true) => Check::bad(
            "cookies",
            said(
                "公开网址是 https，但 secure_cookies 关闭，登录凭据可能走明文。",
                "The public address is https while secure_cookies is off: sessions may travel in clear.",
            ),
            said("打开 secure_cookies。", "Turn secure_cookies on."),
        ),
        (false, false) if !is_local => Check::bad(
            "cookies",
            said(
                format!(
                    "在 {} 上以明文 http 提供服务，口令和居民信息可被旁人看到。",
                    config.listen
                ),
                format!(
                    "Served in clear http on {}: passwords and residents' words can be read on the way.",
                    config.listen
                ),
            ),
            said(
                "放在带 TLS 的反向代理后面（监听 127.0.0.1），并把 public_address 设为 https 网址。",
                "Put it behind a reverse proxy with TLS (listen on 127.0.0.1) and set public_address to the https address.",
            ),
        ),
        _ => Check::ok(
            "cookies",
            "登录凭据的保护与网址相符。",
            "Session cookies fit the address.",
        ),
    }
}

fn address(config: &Config) -> Check {
    let public = &config.public_address;
    if public.starts_with("https://") || is_local(public) {
        return Check::ok(
            "address",
            "公开网址是 https，或只在本机。",
            "The public address is https, or of this machine only.",
        );
    }
    Check::bad(
        "address",
        said(
            format!(
                "公开网址 {public} 不是 https：居民写的内容和口令以明文传输，回执上印的也是它。"
            ),
            format!(
                "The public address {public} is not https: words and passwords travel in clear, and it is printed on slips."
            ),
        ),
        said(
            "在前面放 TLS，把 public_address 改成 https 网址。",
            "Put TLS in front and make public_address an https address.",
        ),
    )
}

fn proxy(config: &Config) -> Check {
    let is_local = config.listen.ip().is_loopback();
    if config.trust_proxy && !is_local {
        return Check::warn(
            "proxy",
            said(
                format!(
                    "trust_proxy 已打开，而 {} 可从外部直接访问：任何人都能冒充来源地址。",
                    config.listen
                ),
                format!(
                    "trust_proxy is on while {} can be reached from outside: anybody can forge their origin.",
                    config.listen
                ),
            ),
            said(
                "只监听 127.0.0.1，或用防火墙只放行代理。",
                "Listen on 127.0.0.1 only, or let only the proxy through the firewall.",
            ),
        );
    }
    if !config.trust_proxy && is_local && config.public_address.starts_with("https://") {
        return Check::warn(
            "proxy",
            said(
                "像是在反向代理后面，但 trust_proxy 关闭：所有居民会被当作同一来源限速。",
                "This looks like a reverse proxy with trust_proxy off: all residents share one limit.",
            ),
            said(
                "代理会写 X-Forwarded-For 时，打开 trust_proxy。",
                "Turn trust_proxy on when the proxy sets X-Forwarded-For.",
            ),
        );
    }
    Check::ok(
        "proxy",
        "来源地址的判断与监听地址相符。",
        "How clients are told apart fits the listening address.",
    )
}

/// A build without the front end serves pages that look like nothing.
pub(super) fn assets() -> Check {
    if huiyin_web::assets::present() {
        return Check::ok(
            "assets",
            "样式和脚本齐全。",
            "Styles and scripts are there.",
        );
    }
    Check::bad(
        "assets",
        said(
            "程序里没有样式和脚本。",
            "The program was built without styles and scripts.",
        ),
        said(
            "运行 scripts/frontend.sh 后重新编译。",
            "Run scripts/frontend.sh and build again.",
        ),
    )
}

/// One leaked password of an administrator opens every door.
pub(super) async fn second_factor(
    house: &House,
    registry: &Registry,
    now: Instant,
) -> Result<Check, Failure> {
    let mut tx = house.db.read().await?;
    let is_demo = settings::get(&mut tx, slices::IS_DEMO).await?.as_deref() == Some("true");
    let mut without = Vec::new();
    for role in registry.policy.roles().iter().filter(|role| role.exclusive) {
        without.extend(without_second_factor(&mut tx, &role.name, now.date()).await?);
    }
    without.sort();
    without.dedup();
    if without.is_empty() {
        return Ok(Check::ok(
            "second_factor",
            "管理员都有第二重验证。",
            "Every administrator has a second factor.",
        ));
    }
    let names = without.join(", ");
    if is_demo {
        return Ok(Check::ok(
            "second_factor",
            format!("演示区的管理员没有第二重验证（{names}）。"),
            format!("The demo's administrators have no second factor ({names})."),
        ));
    }
    Ok(Check::warn(
        "second_factor",
        said(
            format!("这些管理员只凭口令登录：{names}。"),
            format!("These administrators sign in by password alone: {names}."),
        ),
        said(
            "请他们在“我的账号”里开启第二重验证；也可以用 totp_required_roles 要求。",
            "Let them turn on the second factor under their own account; `totp_required_roles` can ask for it.",
        ),
    ))
}

/// Anybody who has read the README could sign in.
pub(super) async fn demo_accounts(
    house: &House,
    config: &Config,
    registry: &Registry,
) -> Result<Check, Failure> {
    let mut tx = house.db.read().await?;
    let is_demo = settings::get(&mut tx, slices::IS_DEMO).await?.as_deref() == Some("true");
    let open = demo::open_accounts(&mut tx, registry).await?;
    if open.is_empty() {
        return Ok(Check::ok(
            "demo_accounts",
            "没有使用演示口令的账号。",
            "No account has the demo password.",
        ));
    }
    let names = open.join(", ");
    if is_demo && config.listen.ip().is_loopback() && !config.public_address.starts_with("https://")
    {
        return Ok(Check::ok(
            "demo_accounts",
            format!("演示区，账号用公开的演示口令（{names}），只在本机可达。"),
            format!(
                "A demo district with the published password ({names}), reachable from this machine only."
            ),
        ));
    }
    Ok(Check::bad(
        "demo_accounts",
        said(
            format!("这些账号还在用公开的演示口令：{names}。"),
            format!("These accounts still have the published demo password: {names}."),
        ),
        said(
            "正式使用前停用这些账号或改掉口令；最好从空目录重新开始。",
            "Close them or change their passwords before real use; better start from an empty folder.",
        ),
    ))
}
