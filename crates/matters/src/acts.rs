//! What routes of this slice ask of a caller; which role may is data of the registry.

use huiyin_web::Act;

pub const DESK: Act = Act("matters.desk");
pub const INTAKE: Act = Act("matters.intake");
pub const DISPATCH: Act = Act("matters.dispatch");
pub const HANDLE: Act = Act("matters.handle");
pub const CALL: Act = Act("matters.call");
pub const SUPERVISE: Act = Act("matters.supervise");
pub const REVEAL: Act = Act("matters.reveal");
pub const EXPORT: Act = Act("matters.export");
pub const IMPORT: Act = Act("matters.import");
pub const RELEASE: Act = Act("matters.release");
