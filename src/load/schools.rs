//! The schools of a roster: their province, their users, their settings.

use super::{LoadError, Loader, NamedProvince, accounts::Person};
use crate::people::{self, NewAccount};
use std::{collections::BTreeSet, sync::Arc};
use wangqian_rules::{
    ids::*,
    module::{Module, Switch},
    province::Province,
    refusal::Refusal,
    review::AgreementKind,
    school::{
        School,
        settings::Setting,
        staff::{Permissions, Post, Staff},
    },
};
use wangqian_runtime::AskError;

/// Where a school belongs.
pub(super) struct Place {
    province: ProvinceId,
    name: String,
}

impl Loader<'_> {
    /// The province that has the school, the one named by the operator, or the only one there is. Changes nothing.
    pub(super) async fn place_of(&self, school: SchoolId) -> Result<Place, LoadError> {
        let provinces = people::provinces(self.runtime).await?;
        if let Some((id, province)) = provinces.iter().find(|(_, province)| province.schools.contains_key(&school)) {
            return self.known(*id, province);
        }
        match (&self.args.province, provinces.as_slice()) {
            (Some(named), _) => match provinces.iter().find(|(id, _)| *id == named.id) {
                Some((id, province)) => self.known(*id, province),
                None => Ok(Place { province: named.id, name: self.name_of(named.id, named.name.as_deref())? }),
            },
            (None, [(id, province)]) => self.known(*id, province),
            (None, _) => Err(LoadError::ProvinceNeeded(school)),
        }
    }

    /// A province keeps its agreement type; an operator who says another one is told.
    fn known(&self, id: ProvinceId, province: &Arc<Province>) -> Result<Place, LoadError> {
        let wanted = self.args.agreement.map(AgreementKind::from);
        match (province.agreement_kind, wanted) {
            (Some(set), Some(wanted)) if set != wanted => {
                Err(LoadError::AgreementKindSet { province: province.name.clone(), set })
            }
            _ => Ok(Place { province: id, name: province.name.clone() }),
        }
    }

    fn name_of(&self, id: ProvinceId, named: Option<&str>) -> Result<String, LoadError> {
        let in_table = self.runtime.codes().region_name(&format!("{id}0000")).ok_or(LoadError::UnknownProvince(id.0))?;
        Ok(named.map_or(in_table, str::to_owned))
    }

    /// The province that the operator named, with its user. Everything else can be made from the pages.
    pub(super) async fn found_province(&mut self, NamedProvince { id, name }: &NamedProvince) -> Result<(), LoadError> {
        let name = self.name_of(*id, name.as_deref())?;
        people::found_province(self.runtime, *id, &name, self.args.agreement.map(AgreementKind::from)).await?;
        self.open_accounts(&[Person { account: NewAccount::province(*id), name }]).await.map(drop)
    }

    /// The school and its province, with their users: one for the school, one for each department.
    pub(super) async fn found_school(
        &mut self,
        place: &Place,
        school: SchoolId,
        name: &str,
        departments: &BTreeSet<&str>,
    ) -> Result<(), LoadError> {
        let kind = self.args.agreement.map_or(AgreementKind::ThreeParty, AgreementKind::from);
        people::found_province(self.runtime, place.province, &place.name, Some(kind)).await?;
        people::add_school(self.runtime, place.province, school, name).await?;
        let mut people = vec![Person { account: NewAccount::province(place.province), name: place.name.clone() }];
        people.push(self.add_user(school, format!("{name}就业部门"), Post::School { level: None }).await?);
        for department in departments {
            let post = Post::Department { name: (*department).to_owned(), level: None };
            people.push(self.add_user(school, format!("{name}{department}"), post).await?);
        }
        self.open_accounts(&people).await.map(drop)
    }

    async fn add_user(&self, school: SchoolId, name: String, post: Post) -> Result<Person, LoadError> {
        let staff = Staff { name: name.clone(), post, permissions: Permissions::default() };
        let id = people::add_staff(self.runtime, school, staff.clone()).await?;
        Ok(Person { account: NewAccount::staff(school, id, &staff), name })
    }

    /// Opens signing at a school that has not done so, and sets the route the operator named.
    pub(super) async fn open_signing(&self, id: SchoolId) -> Result<(), LoadError> {
        let school = self.runtime.read::<School>(id).await?;
        let user = school.staff.iter().find(|(_, staff)| matches!(staff.post, Post::School { level: None }));
        let user = user.map(|(user, _)| user).ok_or(AskError::from(Refusal::NotFound))?;
        if !school.settings.is_open(Switch::Signing) {
            people::configure(self.runtime, id, user, Setting::Open(Switch::Signing)).await?;
        }
        match self.args.route.map(Into::into) {
            Some(route) if route != school.settings.route(Module::Signing) => {
                Ok(people::configure(self.runtime, id, user, Setting::Route(Module::Signing, route)).await?)
            }
            _ => Ok(()),
        }
    }
}
