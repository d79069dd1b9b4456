//! `huiyin account create`: the way in where nobody can sign in yet.

use clap::{Args, Subcommand};
use huiyin_kernel::Lang;
use huiyin_registry::ops::{AskedAccount, open_account};

use crate::place::PlaceArgs;
use crate::slices::Slices;
use crate::{CommandResult, Exit, Failure, Opening, Terminal};

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 建立一个账号，打印一次初始密码 ｜ Make an account; its first password is printed once
    Create(Options),
}

#[derive(Debug, Args)]
pub struct Options {
    /// 登录名 ｜ The login
    #[arg(long)]
    login: String,
    /// 姓名 ｜ The name that colleagues see
    #[arg(long)]
    name: String,
    /// 角色，第一个账号用 sec_admin ｜ The role; the first account is the sec_admin
    #[arg(long)]
    role: String,
    /// 管辖区域的编号，不填就是全区 ｜ Code of the area [the district]
    #[arg(long, value_name = "CODE")]
    area: Option<String>,
    /// 所在单位的编号 ｜ Code of the body, for handlers
    #[arg(long, value_name = "CODE")]
    body: Option<String>,
    #[command(flatten)]
    place: PlaceArgs,
}

pub async fn run(verb: &Verb, terminal: Terminal) -> CommandResult {
    let Verb::Create(options) = verb;
    let (house, config) = super::open(&options.place, Opening::AsItIs).await?;
    let slices = Slices::start(&house, &config).await?;
    let asked = AskedAccount {
        login: &options.login,
        name: &options.name,
        role: &options.role,
        area_code: options.area.as_deref(),
        body_code: options.body.as_deref(),
    };
    let opened = open_account(&slices.site, &slices.registry, asked, "system").await;
    if let Err(error) = slices.seal().await {
        tracing::warn!(%error, "the journal was not sealed; the service will do it");
    }
    house.db.close().await;
    let texts = &slices.site.texts;
    let slip = opened?.map_err(|refused| {
        let [zh, en] = Lang::ALL.map(|lang| texts.say(lang, refused.key(), &[]));
        Failure::new(zh, en)
    })?;
    terminal.note(
        "账号已建立。初始密码只显示这一次，第一次登录时要换掉。",
        "The account is made. Its first password is shown this once and must be changed at the first sign-in.",
    );
    let (login, password) = (&slip.login, &slip.password);
    terminal.line(format!(
        "登录名 login: {login}\n初始密码 first password: {password}"
    ));
    terminal.result(&serde_json::json!({
        "login": login,
        "first_password": password,
        "must_change_password": true,
    }));
    Ok(Exit::Fine)
}
