//! `wangqian verify FILE`: a document away from the platform (EXT-04).

use super::Done;
use std::{fs, path::Path};
use wangqian::papers;
use wangqian_papers::seal::PublicKey;

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
    Ok(text.parse::<PublicKey>().map_err(|error| format!("{given}: {error}"))?)
}
