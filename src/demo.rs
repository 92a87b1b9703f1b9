//! Invented people and organisations: a small world to look at (`--demo`), and as large a one as a load test wants
//! (`--generate`). Everything in it follows from a seed and the year, and everything goes through the entities' commands.

mod accounts;
mod agreements;
mod catalogue;
mod chance;
mod deputy;
mod employers;
mod found;
mod graduates;
mod ids;
mod life;
mod names;
mod people;
mod plan;
mod registered;
mod size;
mod terms;

pub use accounts::{DemoAccount, DemoAccounts};
pub use people::People;
pub use size::{DemoSize, SizeError};

use crate::{auth::password, people as way_in, uploads::Files};
use plan::{Basis, Plan};
use wangqian_rules::account::Credential;
use wangqian_runtime::{AskError, Runtime};
use wangqian_storage::blobs::BlobError;

/// Everybody's password in an invented world.
pub const PASSWORD: &str = "wangqian-demo-2027";

/// Why there is no invented world.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    #[error("数据目录中已有其他数据，请另选空的数据目录")]
    OtherData,
    #[error("系统没有可用的随机数，无法设置密码")]
    NoRandomness,
    #[error("无法写出人员名单：{0}")]
    Unwritable(#[from] serde_json::Error),
    #[error("无法绘制演示材料")]
    NoPicture,
    #[error("无法绘制演示材料：{0}")]
    Undrawn(#[from] png::EncodingError),
    #[error("无法保存演示材料：{0}")]
    Unkept(#[from] BlobError),
    #[error(transparent)]
    Ask(#[from] AskError),
}

/// Registrations of the small world's employers, as lines of the credit registry's table: most stand, some ended (SIG-03).
pub fn registrations(runtime: &Runtime) -> String {
    let plan = Plan::of(&DemoSize::default(), &Basis::of(runtime));
    let status = |place: usize| match place {
        1 => "注销",
        5 => "吊销，未注销",
        9 => "迁出",
        _ => "存续",
    };
    plan.employers.iter().enumerate().map(|(place, card)| format!("{},{}\n", card.credit_code, status(place))).collect()
}

/// The small world, with cases of every kind in every state, and its accounts to be shown; proof goes to `files`. A store that holds
/// anything stays as it is: its accounts are shown when it holds this world.
///
/// # Errors
/// What ended it early.
pub async fn seed_demo(runtime: &Runtime, files: &Files, size: DemoSize) -> Result<DemoAccounts, DemoError> {
    let plan = Plan::of(&size, &Basis::of(runtime));
    match holds(runtime, &plan).await? {
        Holds::OtherData => return Ok(DemoAccounts::unknown()),
        Holds::ThisWorld => {}
        Holds::Nothing => {
            let credential = credential(password::hash(PASSWORD))?;
            found::found(runtime, &plan, &credential).await?;
            life::live(runtime, &plan).await?;
            registered::live(runtime, files, &plan).await?;
            agreements::live(runtime, files, &plan).await?;
            deputy::stand_in(runtime, &plan).await?;
        }
    }
    Ok(DemoAccounts::of(&plan))
}

/// A world without cases, where everybody may sign, and the list of its people as JSON. A store that has it already stays as
/// it is. With `cheap_passwords` a sign-in costs the server next to nothing.
///
/// # Errors
/// `OtherData` when the store holds something else.
pub async fn generate(runtime: &Runtime, size: DemoSize, cheap_passwords: bool) -> Result<String, DemoError> {
    let plan = Plan::of(&size, &Basis { everybody_signs: true, ..Basis::of(runtime) });
    match holds(runtime, &plan).await? {
        Holds::OtherData => return Err(DemoError::OtherData),
        Holds::ThisWorld => {}
        Holds::Nothing => {
            let hash = if cheap_passwords { password::cheap_hash } else { password::hash };
            found::found(runtime, &plan, &credential(hash(PASSWORD))?).await?;
        }
    }
    Ok(serde_json::to_string(&People::of(&plan))?)
}

/// One hash for everybody: hashing thousands of times would take as long as it is meant to.
fn credential(hash: Option<String>) -> Result<Credential, DemoError> {
    hash.map(Credential::Password).ok_or(DemoError::NoRandomness)
}

/// What a store holds.
enum Holds {
    Nothing,
    ThisWorld,
    OtherData,
}

/// The first and the last person of a world tell whether the store has it.
async fn holds(runtime: &Runtime, plan: &Plan) -> Result<Holds, DemoError> {
    if way_in::provinces(runtime).await?.is_empty() {
        return Ok(Holds::Nothing);
    }
    for account in plan.first_and_last_accounts() {
        if account.standing(runtime).await? != way_in::Standing::Open {
            return Ok(Holds::OtherData);
        }
    }
    Ok(Holds::ThisWorld)
}

#[cfg(test)]
mod tests;
