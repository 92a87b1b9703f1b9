//! `wangqian verify FILE`: a document away from the platform (EXT-04).

use super::Done;
use std::{fs, path::Path};
use wangqian::papers;
use wangqian_papers::seal::{PublicKey, SealError};
use wangqian_protocol::document::PaperKey;

/// Says what holds, or ends with what does not.
pub fn verify(file: &Path, key: Option<&str>) -> Done {
    let key = public_key(key.ok_or("--key is missing: the platform's public key, or a file with it")?)?;
    let name = file.display();
    let verified = papers::verify(&fs::read(file)?, &key).map_err(|error| format!("{name}: {error}"))?;
    println!("{name}：与平台签发时逐字节相同（密钥 {}）", key.name());
    if let Some(history) = verified.history {
        println!("办理经过完整：办理编号 {}，{} 步，末步摘要 {}", history.case, history.steps, history.head);
    }
    Ok(())
}

fn public_key(given: &str) -> Result<PublicKey, Box<dyn std::error::Error>> {
    if let Ok(key) = given.parse() {
        return Ok(key);
    }
    let text = fs::read_to_string(given).map_err(|error| format!("{given}: neither a key nor a file with one: {error}"))?;
    Ok(written(&text).map_err(|error| format!("{given}: {error}"))?)
}

/// As it is written down: alone, or in the answer of `/api/v1/papers/key` as it was saved.
fn written(text: &str) -> Result<PublicKey, SealError> {
    let answer = serde_json::from_str::<PaperKey>(text);
    answer.as_ref().map_or(text, |answer| &answer.public_key).parse()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wangqian_papers::seal::Signer;

    #[test]
    #[doc = "EXT-04"]
    fn ext_04_a_key_is_read_alone_or_from_the_saved_answer() {
        let key = Signer::of_seed(&[7; 32]).unwrap().public();
        let answer = PaperKey { name: key.name(), algorithm: "Ed25519".to_owned(), public_key: key.to_string() };
        assert_eq!(written(&format!("{key}\n")), Ok(key));
        assert_eq!(written(&serde_json::to_string_pretty(&answer).unwrap()), Ok(key));
        assert_eq!(written("{}"), Err(SealError::NoKey));
    }
}
