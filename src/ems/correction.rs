//! A row of the roster corrected by form: each field is read as an upload reads its column, so that neither takes what the other refuses.

use jiff::civil::Date;
use wangqian_protocol::ems::EmsEdit;
use wangqian_rules::{
    check::{ExamNo, IdDocument, IdDocumentType, SCHOOLING_YEARS, StudentNo},
    codes::{CodeTable, Codes, level_group},
    fields::Fields,
    profile::Profile,
    refusal::Refusal,
};

/// The row with what the form names.
///
/// # Errors
/// Every fault at once, as an upload would find them.
pub fn corrected(row: &Profile, form: EmsEdit, codes: &Codes, today: Date) -> Result<Profile, Refusal> {
    let mut fields = Fields::default();
    let mut corrected = row.clone();
    texts(&mut corrected, &form, &mut fields);
    coded(&mut corrected, &form, codes, &mut fields);
    identity(&mut corrected, form, today, &mut fields);
    fields.finish(corrected)
}

fn texts(row: &mut Profile, form: &EmsEdit, fields: &mut Fields) {
    if let Some(department) = &form.department {
        row.department = fields.name("department", department, 1..=60);
    }
    if let Some(major) = &form.major {
        row.major = fields.name("major", major, 1..=60);
    }
    if let Some(number) = &form.student_no {
        row.student_no = fields.checked("student_no", StudentNo::parse(number));
    }
    if let Some(years) = &form.schooling_years {
        if !SCHOOLING_YEARS.contains(&years.as_str()) {
            fields.refuse("schooling_years", format!("应为{}之一", SCHOOLING_YEARS.join("、")));
        }
        row.schooling_years.clone_from(years);
    }
}

fn coded(row: &mut Profile, form: &EmsEdit, codes: &Codes, fields: &mut Fields) {
    let coded = [
        ("gender", CodeTable::Gender, &form.gender, &mut row.gender),
        ("ethnicity", CodeTable::Ethnicity, &form.ethnicity, &mut row.ethnicity),
        ("political_status", CodeTable::PoliticalStatus, &form.political_status, &mut row.political_status),
        ("education_level", CodeTable::EducationLevel, &form.education_level, &mut row.education_level),
        ("training_mode", CodeTable::TrainingMode, &form.training_mode, &mut row.training_mode),
    ];
    for (field, table, value, target) in coded {
        let Some(value) = value else { continue };
        if !codes.contains(table, value) {
            fields.refuse(field, "请从代码表中选择");
        }
        target.clone_from(value);
    }
    match level_group(&row.education_level) {
        Some(level) => row.level = level,
        None => fields.refuse("education_level", "无法判断属于本专科还是研究生"),
    }
}

fn identity(row: &mut Profile, form: EmsEdit, today: Date, fields: &mut Fields) {
    if let Some(name) = &form.name {
        row.name = fields.person("name", name);
    }
    if let Some(number) = &form.exam_no {
        row.exam_no = fields.checked("exam_no", ExamNo::parse(number, &row.education_level));
    }
    if form.id_type.is_some() || form.id_no.is_some() || form.gender.is_some() {
        document(row, form, today, fields);
    }
}

/// The document is of its type and agrees with the gender, whichever of them was corrected.
fn document(row: &mut Profile, form: EmsEdit, today: Date, fields: &mut Fields) {
    if let Some(label) = form.id_type {
        match IdDocumentType::from_label(&label) {
            Some(kind) => row.id_type = kind,
            None => fields.refuse("id_type", "请选择身份证件类型"),
        }
    }
    let number = form.id_no.unwrap_or_else(|| row.id_no.clone());
    match IdDocument::parse(row.id_type, &number, today) {
        Ok(document) => {
            if document.gender().is_some_and(|told| told.code() != row.gender) {
                fields.refuse("gender", "与身份证号第 17 位（奇数为男，偶数为女）不一致");
            }
            document.number().clone_into(&mut row.id_no);
        }
        Err(fault) => fields.refuse("id_no", fault.to_string()),
    }
}
