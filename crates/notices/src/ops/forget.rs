use huiyin_db::Result;
use huiyin_kernel::Id;

use crate::Notices;
use crate::store::forget;

/// Forgets where somebody was to be told about a subject; twice does no harm.
pub async fn forget_person(notices: &Notices, subject: Id, person: Id) -> Result<()> {
    let site = &notices.site;
    let mut tx = site.db.write().await?;
    forget::person(&mut tx, subject, person, site.now()).await?;
    tx.commit().await
}
