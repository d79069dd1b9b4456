//! `huiyin notices test`: asks a carrier to bring one line to somebody, and says what it answered.

use clap::{Args, Subcommand};
use huiyin_kernel::Clock as _;
use huiyin_kernel::mask::redact;
use huiyin_notices::{Channel, Outcome, ops};

use crate::place::PlaceArgs;
use crate::slices::Slices;
use crate::{CommandResult, Exit, Failure, Opening, Terminal};

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 发一条测试消息，看通道是否正常 ｜ Send one test line and say what the carrier answered
    Test(Options),
}

#[derive(Debug, Args)]
pub struct Options {
    /// 通道：sms、mail 或 wecom ｜ The way: sms, mail or wecom
    #[arg(long)]
    channel: String,
    /// 手机号、邮箱或企业微信名 ｜ The phone, mail address or WeCom name
    #[arg(long)]
    to: String,
    #[command(flatten)]
    place: PlaceArgs,
}

pub async fn run(verb: &Verb, terminal: Terminal) -> CommandResult {
    let Verb::Test(options) = verb;
    let channel = Channel::from_name(&options.channel)
        .filter(|it| *it != Channel::Paper)
        .ok_or_else(|| {
            Failure::new(
                format!("通道 `{}` 不存在；可用 sms、mail、wecom。", options.channel),
                format!(
                    "There is no way `{}`; there are sms, mail and wecom.",
                    options.channel
                ),
            )
        })?;
    let (house, config) = super::open(&options.place, Opening::AsItIs).await?;
    let slices = Slices::start(&house, &config).await?;
    let outcome = send(&slices, channel, &options.to).await;
    house.db.close().await;
    Ok(told(&outcome?, terminal))
}

async fn send(slices: &Slices, channel: Channel, to: &str) -> Result<Outcome, Failure> {
    if !slices.notices.carriers.has(channel) {
        let name = channel.name();
        return Err(Failure::new(
            format!("没有配置 {name} 的发送通道；见 docs/operations.md 的设置表。"),
            format!("No carrier for {name} is configured; see the settings in docs/operations.md."),
        ));
    }
    let id = slices.site.new_id();
    let now = crate::machine::SystemClock.now();
    ops::send_test(&slices.notices, id, channel, to, now)
        .await?
        .ok_or_else(|| {
            Failure::new(
                format!("`{to}` 不是这个通道的地址。"),
                format!("`{to}` is no address for this way."),
            )
        })
}

fn told(outcome: &Outcome, terminal: Terminal) -> Exit {
    let (word, answer) = match outcome {
        Outcome::Sent(answer) => ("sent", answer),
        Outcome::Refused(answer) => ("refused", answer),
        Outcome::Trouble(answer, _) => ("trouble", answer),
    };
    let answer = redact(answer);
    match outcome {
        Outcome::Sent(_) => terminal.note(
            format!("对方已接收：{answer}"),
            format!("The carrier took it: {answer}"),
        ),
        Outcome::Refused(_) => terminal.note(
            format!("对方说这个地址送不到：{answer}"),
            format!("The carrier says that this address cannot be reached: {answer}"),
        ),
        Outcome::Trouble(..) => terminal.note(
            format!("没有发出去：{answer}。请检查地址、密钥、证书和网络。"),
            format!(
                "It was not sent: {answer}. Check the address, the secret, the certificates and the network."
            ),
        ),
    }
    terminal.result(&serde_json::json!({ "outcome": word, "answer": answer }));
    if word == "sent" {
        Exit::Fine
    } else {
        Exit::Findings
    }
}
