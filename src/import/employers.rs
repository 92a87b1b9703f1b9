//! Employers (用人单位), as a platform brings them in before they register themselves.

pub(super) mod columns;

use super::column::{Column, YES};
use super::row::RowReader;
use super::{Basis, ImportError, Imported, duplicates, file};
use columns::*;
use wangqian_rules::case::EmployerCard;
use wangqian_rules::check::{CreditCode, Email, Mobile, OrganisationName, Phone, Postcode};
use wangqian_rules::ids::EmployerId;

/// Reads an employers' file.
///
/// # Errors
/// A file that cannot be trusted, read or understood; faults of single rows are in the answer.
pub fn read(bytes: &[u8], basis: Basis<'_>) -> Result<Imported<EmployerCard>, ImportError> {
    let mut imported = file::read(bytes, &ALL, basis, card)?;
    duplicates::refuse(&mut imported, CREDIT_CODE.title, |card| Some(card.credit_code.clone()));
    imported.errors.sort_by_key(|error| error.row);
    Ok(imported)
}

/// The whole row is read before anything is given up, so that every fault is noted at once.
fn card(row: &mut RowReader<'_>) -> Option<EmployerCard> {
    // Checked with the rest; a card has no use for it.
    row.text(&POSTCODE, Postcode::parse);
    let credit_code = credit_code(row);
    Some(EmployerCard {
        id: EmployerId::of_credit_code(&credit_code),
        credit_code,
        name: name(row),
        nature: row.value(&NATURE),
        industry: row.value(&INDUSTRY),
        region: row.value(&REGION),
        address: at_least(row, &ADDRESS, 4),
        contact_name: at_least(row, &CONTACT, 2),
        contact_phone: contact_phone(row),
        contact_email: row.text(&EMAIL, Email::parse),
    })
}

/// One spelling per name, whose change is told.
fn name(row: &mut RowReader<'_>) -> String {
    let mut written = String::new();
    let name = row.text(&NAME, |text| {
        text.clone_into(&mut written);
        OrganisationName::parse(text)
    });
    if !name.is_empty() && name != written {
        row.notice(&NAME, "字符宽度和空格已统一，单位名称中的括号、字母和数字为半角");
    }
    name
}

/// A code that fails its check is taken where the file says that the licence shows it, and noticed.
fn credit_code(row: &mut RowReader<'_>) -> String {
    if row.value(&AS_PRINTED) != YES {
        return row.text(&CREDIT_CODE, |text| {
            CreditCode::parse(text).map_err(|error| match error.is_of_check() {
                true => format!("{error}；证照上确实如此的，请在“{}”列填“是”", AS_PRINTED.title),
                false => error.to_string(),
            })
        });
    }
    let code = row.checked(&CREDIT_CODE, CreditCode::as_printed);
    if code.as_ref().is_some_and(|code| !code.fits_its_check()) {
        row.notice(&CREDIT_CODE, "校验位不符，已按证照登记，请按执照核对");
    }
    code.map(String::from).unwrap_or_default()
}

/// One of the two must be there; the fixed line is preferred, since the mobile is a person's.
fn contact_phone(row: &mut RowReader<'_>) -> String {
    let phone = row.checked(&PHONE, Phone::parse);
    let mobile = row.checked(&MOBILE, Mobile::parse);
    if row.is_empty(&PHONE) && row.is_empty(&MOBILE) {
        row.refuse(&PHONE, "联系人电话和联系人手机至少填写一项");
    }
    phone.map(String::from).or(mobile.map(String::from)).unwrap_or_default()
}

fn at_least(row: &mut RowReader<'_>, column: &'static Column, characters: usize) -> String {
    row.text(column, |text| {
        let long_enough = text.chars().count() >= characters;
        if long_enough { Ok(text.to_owned()) } else { Err(format!("至少 {characters} 个字")) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::fixture::{Draft, basis};

    fn draft() -> Draft {
        Draft::new(&[
            ("统一社会信用代码", "9144 0300-71526726xg"),
            ("信用代码与证照一致", ""),
            ("单位名称", "示范技术（深圳）有限公司"),
            ("单位性质", "31"),
            ("单位行业", "制造业"),
            ("单位所在地", "440305"),
            ("单位地址", "科技园南路 1 号"),
            ("单位邮编", "518057"),
            ("联系人", "王芳"),
            ("联系人电话", "075526780000"),
            ("联系人手机", ""),
            ("联系人邮箱", "hr@example.com.cn"),
        ])
    }

    fn faults(draft: &Draft) -> Vec<String> {
        read(&draft.xlsx(), basis()).unwrap().errors.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_row_becomes_a_card_with_normalised_values() {
        let imported = read(&draft().xlsx(), basis()).unwrap();
        assert_eq!(imported.errors, []);
        let card = &imported.lines[0].value;
        assert_eq!(card.id, EmployerId::of_credit_code("9144030071526726XG"));
        assert_eq!(card.name, "示范技术(深圳)有限公司");
        assert_eq!((card.nature.as_str(), card.industry.as_str()), ("31", "22"));
        assert_eq!(card.contact_phone, "0755-26780000");
    }

    #[test]
    fn each_field_has_its_check() {
        for (column, value) in [
            ("统一社会信用代码", "9144030071526726XH"),
            ("统一社会信用代码", ""),
            ("信用代码与证照一致", "也许"),
            ("单位名称", "司"),
            ("单位性质", "99"),
            ("单位行业", "A"),
            ("单位所在地", "440000"),
            ("单位地址", "南路"),
            ("单位邮编", "5180"),
            ("联系人", "王"),
            ("联系人电话", "110"),
            ("联系人电话", ""),
            ("联系人邮箱", "hr"),
        ] {
            let messages = faults(&draft().with(1, &[(column, value)]));
            assert_eq!(messages.len(), 1, "{column} {value}: {messages:?}");
            assert!(messages[0].starts_with(&format!("第 2 行“{column}”")), "{messages:?}");
        }
    }

    #[test]
    #[doc = "ACC-10"]
    fn acc_10_a_code_that_fails_its_check_is_taken_where_the_file_says_so_and_noticed() {
        let odd = ("统一社会信用代码", "9144030071526726XH");
        let messages = faults(&draft().with(1, &[odd]));
        assert!(messages[0].contains("信用代码与证照一致"), "{messages:?}");
        let imported = read(&draft().with(1, &[odd, ("信用代码与证照一致", "是")]).xlsx(), basis()).unwrap();
        assert_eq!((imported.errors.len(), imported.lines[0].value.credit_code.as_str()), (0, "9144030071526726XH"));
        assert_eq!(told(&imported), ["统一社会信用代码", "单位名称"]);
        let sound = read(&draft().with(1, &[("信用代码与证照一致", "是")]).xlsx(), basis()).unwrap();
        assert_eq!((sound.errors.len(), told(&sound)), (0, vec!["单位名称"]));
        let no_code = faults(&draft().with(1, &[("统一社会信用代码", "9144"), ("信用代码与证照一致", "是")]));
        assert_eq!(no_code.len(), 1, "{no_code:?}");
    }

    /// The columns in which something was changed.
    fn told(imported: &Imported<EmployerCard>) -> Vec<&str> {
        imported.notices.iter().map(|notice| notice.column.as_str()).collect()
    }

    #[test]
    fn ros_01_a_name_in_half_width_is_kept_as_it_is_and_another_told() {
        let half = read(&draft().with(1, &[("单位名称", "示范技术(深圳)有限公司")]).xlsx(), basis()).unwrap();
        let full = read(&draft().xlsx(), basis()).unwrap();
        assert_eq!((told(&half), told(&full)), (vec![], vec!["单位名称"]));
        assert_eq!(half.lines[0].value.name, full.lines[0].value.name);
    }

    #[test]
    fn a_mobile_alone_is_a_contact() {
        let draft = draft().with(1, &[("联系人电话", ""), ("联系人手机", "13812341234")]);
        assert_eq!(read(&draft.xlsx(), basis()).unwrap().lines[0].value.contact_phone, "13812341234");
    }

    #[test]
    fn one_credit_code_twice_refuses_both_rows() {
        let imported = read(&draft().and(&[("单位名称", "另一家公司")]).xlsx(), basis()).unwrap();
        assert!(imported.lines.is_empty());
        assert_eq!(imported.errors.iter().map(|error| error.row).collect::<Vec<_>>(), [2, 3]);
    }
}
