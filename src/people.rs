//! How people and organisations come in other than over the pages: from files ([`crate::load`]) and from imagination
//! ([`crate::demo`]). Everything goes through the entities' own commands, and everything can be repeated: what is there stays.

mod account;
mod crossing;
mod enrolment;
mod founding;
mod patience;

pub use account::{NewAccount, Standing, open_all};
pub use enrolment::{enrol, has_row};
pub use founding::{
    add_school, add_staff, configure, found_province, has_own_account, list_school, provinces, register_employer,
};
pub use patience::{ask, ask_as};

#[cfg(test)]
pub(crate) mod fixture;
