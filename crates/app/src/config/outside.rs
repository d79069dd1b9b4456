//! The outside provider with which staff may sign in. Nothing is asked of it unless it stands here.

use std::path::Path;

use huiyin_kernel::Said;
use huiyin_registry::{Provider, ProviderError, ProviderSettings};

use super::keys;
use super::values::Reader;
use crate::Failure;

/// Characters of an address or a secret at most.
const TEXT_CHARACTERS: usize = 500;
/// A name stands on a button.
const NAME_CHARACTERS: usize = 30;
/// Certificates of one's own authority at most.
const CERTIFICATE_BYTES: u64 = 256 * 1024;

pub(super) fn read(
    reader: &mut Reader<'_>,
    files: &Path,
    public_address: &str,
) -> Result<Option<ProviderSettings>, Failure> {
    let issuer = reader.text(keys::OIDC_ISSUER, TEXT_CHARACTERS)?;
    let client_id = reader.text(keys::OIDC_CLIENT_ID, TEXT_CHARACTERS)?;
    let client_secret = reader.text(keys::OIDC_CLIENT_SECRET, TEXT_CHARACTERS)?;
    let name_zh = reader.text(keys::OIDC_NAME_ZH, NAME_CHARACTERS)?;
    let name_en = reader.text(keys::OIDC_NAME_EN, NAME_CHARACTERS)?;
    let ca_file = reader.text(keys::OIDC_CA_FILE, TEXT_CHARACTERS)?;
    let given = [&issuer, &client_id, &client_secret];
    if given.iter().all(|it| it.is_empty()) {
        return Ok(None);
    }
    if given.iter().any(|it| it.is_empty()) {
        return Err(Failure::new(
            "统一认证要把 oidc_issuer、oidc_client_id、oidc_client_secret 三样都写上，或者都不写。",
            "Signing in from outside needs oidc_issuer, oidc_client_id and oidc_client_secret, all three or none.",
        ));
    }
    let settings = ProviderSettings {
        issuer,
        client_id,
        client_secret,
        name: Said::new(name_zh, name_en),
        certificates: certificates(&ca_file, files)?,
    };
    // Whether it can be used shows now rather than at the first sign-in.
    Provider::new(settings.clone(), public_address).map_err(|error| unusable(&error))?;
    Ok(Some(settings))
}

fn certificates(ca_file: &str, files: &Path) -> Result<Option<String>, Failure> {
    if ca_file.is_empty() {
        return Ok(None);
    }
    let path = files.join(ca_file);
    let facts = std::fs::metadata(&path).map_err(|error| Failure::file(&path, &error))?;
    if facts.len() > CERTIFICATE_BYTES {
        let shown = path.display();
        return Err(Failure::new(
            format!("{shown} 超过 256 KiB，不像是证书文件。"),
            format!("{shown} has more than 256 KiB and cannot be a file of certificates."),
        ));
    }
    let text = std::fs::read_to_string(&path).map_err(|error| Failure::file(&path, &error))?;
    Ok(Some(text))
}

pub(crate) fn unusable(error: &ProviderError) -> Failure {
    match error {
        ProviderError::Issuer(address) => Failure::new(
            format!("oidc_issuer `{address}` 不能用；应为 https 网址，或本机的 http 网址。"),
            format!(
                "oidc_issuer `{address}` cannot be used; it is an https address, or http on this machine."
            ),
        ),
        ProviderError::Certificates(why) => Failure::new(
            format!("oidc_ca_file 里的证书读不出来：{why}。应为 PEM 格式。"),
            format!("The certificates of oidc_ca_file cannot be read: {why}. They must be PEM."),
        ),
    }
}
