//! What was typed into the form of a bulletin.

use huiyin_kernel::Id;
use huiyin_web::forms::Form;

use crate::rules::bulletin::{Block, BlockKind, BulletinAct, Frame};

/// The act of writing, out of the fields. A text area sends line ends of its own kind.
pub(super) fn written(form: &Form) -> BulletinAct {
    let block = |kind: &BlockKind| Block {
        kind: *kind,
        text: form.text(kind.name()).replace("\r\n", "\n"),
    };
    let kept = form.all("kept");
    BulletinAct::Write {
        frame: Frame {
            title: form.text("title"),
            to: form.text("to"),
            issuer: form.text("issuer"),
        },
        blocks: BlockKind::ALL.iter().map(block).collect(),
        kept: kept.iter().filter_map(|it| it.parse::<Id>().ok()).collect(),
    }
}
