//! The servers of others that take part in a torture.

use super::TortureArgs;
use crate::{
    error::LoadError,
    far::{Far, ems::Ems, providers::Providers},
    spawn::Home,
};
use std::path::Path;

/// The EMS, when it is asked for; the server is told of it.
pub async fn ems(args: &TortureArgs, directory: &Path, home: &mut Home) -> Result<Option<Far<Ems>>, LoadError> {
    if !args.ems_outages {
        return Ok(None);
    }
    let (mut ems, address) = Far::ems(directory).await?;
    ems.be_moody(args.own.seed);
    home.ems = Some(address);
    Ok(Some(ems))
}

/// WeChat and SMS, when they are asked for; all is well with them at first.
pub async fn providers(args: &TortureArgs, directory: &Path, home: &mut Home) -> Result<Option<Providers>, LoadError> {
    if !args.provider_outages {
        return Ok(None);
    }
    let providers = Providers::open(directory).await?;
    home.notices = Some(providers.config.clone());
    Ok(Some(providers))
}
