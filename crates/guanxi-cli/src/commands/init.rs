use clap::Args;
use guanxi::Result;

use super::shop::{Changed, Set};
use crate::{context::Context, exit::Exit};

/// Make a store, with the shop's settings if you like
#[derive(Debug, Args)]
#[command(after_help = "\
Imports make a store by themselves; init is for settings that should stand
before the first row comes. On a store that is there it changes what is given,
as `shop set` does.

Examples:
  guanxi init
  guanxi init --name \"Tea & Mugs\" --currency CNY --zone Asia/Shanghai --country CN
  guanxi --url sled:./shop init")]
pub(crate) struct Init {
    #[command(flatten)]
    settings: Set,
}

impl Init {
    pub(crate) fn run(self, context: &Context) -> Result<Exit> {
        let opened = context.existing_or_new()?;
        let receipt = opened.crm.shop().set(self.settings.into_patch())?;
        context.out.answer(&Changed::new(context, opened.created, receipt))?;
        Ok(Exit::Done)
    }
}
