//! What must be unique within a file. Only the person who made the file can say which of two rows is right, so
//! neither is taken.

use super::report::{Imported, Line, RowError};
use std::collections::{BTreeMap, BTreeSet};

/// Refuses every line whose `key` another line has too, naming all of them.
pub(super) fn refuse<T>(imported: &mut Imported<T>, column: &'static str, key: impl Fn(&T) -> Option<String>) {
    let mut rows: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for Line { row, value } in &imported.lines {
        if let Some(key) = key(value) {
            rows.entry(key).or_default().push(*row);
        }
    }
    rows.retain(|_, rows| rows.len() > 1);
    imported.errors.extend(rows.values().flat_map(|rows| rows.iter().map(|row| repeated(*row, column, rows))));
    let refused: BTreeSet<u32> = rows.into_values().flatten().collect();
    imported.lines.retain(|line| !refused.contains(&line.row));
}

fn repeated(row: u32, column: &str, rows: &[u32]) -> RowError {
    const NAMED: usize = 5;
    let named: Vec<String> = rows.iter().take(NAMED).map(u32::to_string).collect();
    let more = if rows.len() > NAMED { format!("等 {} ", rows.len()) } else { String::new() };
    let message = format!("第 {} {more}行相同，均未导入，请核对", named.join("、"));
    RowError { row, column: column.to_owned(), message }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn imported(values: &[&'static str]) -> Imported<&'static str> {
        let lines = (2..).zip(values).map(|(row, value)| Line { row, value: *value }).collect();
        Imported { rows_read: values.len(), lines, errors: vec![], notices: vec![] }
    }

    #[test]
    fn every_line_with_a_shared_key_is_refused_naming_all() {
        let mut file = imported(&["a", "b", "a"]);
        refuse(&mut file, "学号", |value| Some((*value).to_owned()));
        assert_eq!(file.lines, [Line { row: 3, value: "b" }]);
        let messages: Vec<_> = file.errors.iter().map(RowError::to_string).collect();
        assert_eq!(
            messages,
            ["第 2 行“学号”：第 2、4 行相同，均未导入，请核对", "第 4 行“学号”：第 2、4 行相同，均未导入，请核对"]
        );
    }

    #[test]
    fn a_long_list_of_rows_is_cut_short() {
        let mut file = imported(&["a"; 7]);
        refuse(&mut file, "学号", |value| Some((*value).to_owned()));
        assert_eq!(file.errors[0].message, "第 2、3、4、5、6 等 7 行相同，均未导入，请核对");
    }

    #[test]
    fn lines_without_a_key_do_not_repeat_each_other() {
        let mut file = imported(&["", ""]);
        refuse(&mut file, "学号", |value| Some((*value).to_owned()).filter(|key| !key.is_empty()));
        assert_eq!(file.lines.len(), 2);
    }
}
