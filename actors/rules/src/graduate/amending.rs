//! A school user corrects an agreement after its approval, with notice to the graduate (SIG-07, OFF-04, BAC-02).

use super::{Move, entry};
use crate::{case::*, codes::Codes, entity::Ctx, fields::Fields, outbox::occasion::Occasion, refusal::Refusal, review::Grant};
use std::{collections::BTreeMap, sync::Arc};

/// The fields of the kind's row, and nothing else.
pub(super) fn amend(
    case: &Case,
    seen: u64,
    grant: Grant,
    sent: &BTreeMap<String, String>,
    ctx: &Ctx<'_>,
) -> Result<Move, Refusal> {
    if grant.department.is_some() {
        return Err(Refusal::NotPermitted);
    }
    case.expect(case.status == Status::Effective, seen)?;
    if case.facts().amendable.is_empty() {
        return Err(Refusal::NotPermitted);
    }
    let changes = checked(case, sent, ctx.codes)?;
    let text = told(case, &changes, ctx.codes);
    let content = amended(&case.content, &changes);
    let entry = entry(ctx.now, super::review::reviewer(grant), Did::Amended(changes));
    let made = Move::to(case.status, entry).with(content).telling("签约信息已修改", text);
    Ok(made.also_outside(Occasion::SigningChanged, &case.subject(), "已修改"))
}

fn checked(case: &Case, sent: &BTreeMap<String, String>, codes: &Codes) -> Result<Vec<Amendment>, Refusal> {
    let mut fields = Fields::default();
    let mut changes = Vec::new();
    for (field, to) in sent {
        let known = case.facts().amendable.iter().find(|known| *known == field);
        match known.and_then(|known| amendable(known).map(|(label, table)| (*known, label, table))) {
            None => fields.refuse("changes", "审核通过后不能修改这一项"),
            Some((known, label, table)) if !codes.contains(table, to) => fields.refuse(known, format!("请选择{label}")),
            Some(_) if case.amendable_value(field) == *to => {}
            Some(_) => changes.push(Amendment { field: field.clone(), from: case.amendable_value(field), to: to.clone() }),
        }
    }
    if changes.is_empty() && fields.are_sound() {
        let named = case.facts().amendable.iter().find(|known| sent.contains_key(**known));
        fields.refuse(named.copied().unwrap_or("changes"), "与现有信息相同，没有修改任何内容");
    }
    fields.finish(changes)
}

fn told(case: &Case, changes: &[Amendment], codes: &Codes) -> String {
    let one = |change: &Amendment| {
        let (label, table) = amendable(&change.field)?;
        Some(format!("{label}修改为「{}」", codes.name(table, &change.to).unwrap_or(&change.to)))
    };
    let what: Vec<_> = changes.iter().filter_map(one).collect();
    format!("学校已将您与{}签约信息中的{}。", case.subject(), what.join("、"))
}

fn amended(content: &Content, changes: &[Amendment]) -> Content {
    let mut content = content.clone();
    for Amendment { field, to, .. } in changes {
        match &mut content {
            Content::Agreement(agreement) => Arc::make_mut(&mut agreement.terms).job_category.clone_from(to),
            Content::Form(filled) => Arc::make_mut(&mut filled.answers).put(field, to),
        }
    }
    content
}

impl Case {
    /// The present code of a field that can be corrected after approval.
    pub fn amendable_value(&self, field: &str) -> String {
        match &self.content {
            Content::Agreement(agreement) => agreement.terms.job_category.clone(),
            Content::Form(filled) => filled.answers.text_or_empty(field),
        }
    }
}
