//! Aliyun's signature V3, `ACS3-HMAC-SHA256`, for an RPC call: POST, parameters in the query, empty body.

use crate::percent::encoded;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// What is called.
pub struct Call<'a> {
    pub host: &'a str,
    pub action: &'a str,
    pub version: &'a str,
    /// UTC, ISO 8601.
    pub date: &'a str,
    pub nonce: &'a str,
    pub query: &'a [(&'a str, &'a str)],
}

/// How it is called.
pub struct Signed {
    pub query: String,
    pub headers: Vec<(&'static str, String)>,
}

const SIGNED_HEADERS: &str = "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version";

/// The call with its signature.
pub fn signed(call: &Call<'_>, key_id: &str, secret: &str) -> Signed {
    let (query, body_hash) = (canonical(call.query), hex::encode(Sha256::digest(b"")));
    let headers = vec![
        ("host", call.host.to_owned()),
        ("x-acs-action", call.action.to_owned()),
        ("x-acs-content-sha256", body_hash.clone()),
        ("x-acs-date", call.date.to_owned()),
        ("x-acs-signature-nonce", call.nonce.to_owned()),
        ("x-acs-version", call.version.to_owned()),
    ];
    let lines: String = headers.iter().map(|(name, value)| format!("{name}:{value}\n")).collect();
    let request = format!("POST\n/\n{query}\n{lines}\n{SIGNED_HEADERS}\n{body_hash}");
    let to_sign = format!("ACS3-HMAC-SHA256\n{}", hex::encode(Sha256::digest(request.as_bytes())));
    let signature = hex::encode(mac(secret.as_bytes(), to_sign.as_bytes()));
    let authorization = format!("ACS3-HMAC-SHA256 Credential={key_id},SignedHeaders={SIGNED_HEADERS},Signature={signature}");
    Signed { query, headers: headers.into_iter().chain([("authorization", authorization)]).collect() }
}

fn mac(key: &[u8], text: &[u8]) -> Vec<u8> {
    // HMAC takes keys of any length.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return Vec::new() };
    mac.update(text);
    mac.finalize().into_bytes().to_vec()
}

/// Sorted by name, encoded after RFC 3986.
fn canonical(query: &[(&str, &str)]) -> String {
    let mut pairs: Vec<_> = query.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    pairs.sort_unstable();
    pairs.join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of Aliyun's own description of the signature.
    #[test]
    #[doc = "NOT-01"]
    fn not_01_the_signature_of_the_providers_example_comes_out() {
        let query = [("RegionId", "cn-shanghai"), ("ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd")];
        let call = Call {
            host: "ecs.cn-shanghai.aliyuncs.com",
            action: "RunInstances",
            version: "2014-05-26",
            date: "2023-10-26T10:22:32Z",
            nonce: "3156853299f313e23d1673dc12e1703d",
            query: &query,
        };
        let signed = signed(&call, "YourAccessKeyId", "YourAccessKeySecret");
        let (_, authorization) = signed.headers.last().unwrap();
        assert_eq!(
            authorization.rsplit_once("Signature=").unwrap().1,
            "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
        );
    }
}
