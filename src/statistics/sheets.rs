//! The figures as a workbook: one sheet of figures with their definitions, one of each table, one of what is under way. It is
//! written from what the page shows, so the two cannot differ.

use rust_xlsxwriter::{Format, FormatBorder, Workbook, Worksheet, XlsxError};
use wangqian_protocol::statistics::{FigureRow, FigureTable, Process, Statistics};
use wangqian_rules::time::UnixMs;

/// A cell. Texts are written as texts, whatever they hold: no spreadsheet calculates them.
enum Cell {
    Text(String),
    Count(usize),
    /// In hundredths of a percent.
    Rate(Option<usize>),
    Minutes(u32),
    Empty,
}

use Cell::*;

/// The whole workbook.
///
/// # Errors
/// Of the writer; none is expected.
pub fn write(statistics: &Statistics) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let looks = Looks::new();
    fill(workbook.add_worksheet().set_name("指标")?, &looks, &[24.0, 12.0, 24.0, 12.0, 72.0], figures(statistics))?;
    for table in &statistics.tables {
        fill(workbook.add_worksheet().set_name(title(&table.label))?, &looks, &[12.0, 32.0], of_table(table))?;
    }
    fill(workbook.add_worksheet().set_name("办理情况")?, &looks, &[20.0, 40.0], of_process(&statistics.process))?;
    workbook.save_to_buffer()
}

/// The name of a table's sheet, without what a spreadsheet forbids there.
fn title(label: &str) -> String {
    let plain: String = label.chars().take_while(|letter| *letter != '（').collect();
    format!("按{plain}")
}

type Lines = Vec<Vec<Cell>>;

fn texts<const N: usize>(texts: [&str; N]) -> Vec<Cell> {
    texts.into_iter().map(|text| Text(text.to_owned())).collect()
}

/// Scope and time, then a line a figure.
fn figures(it: &Statistics) -> Lines {
    let cohort = it.cohort.map(|cohort| format!("{cohort} 届")).unwrap_or_default();
    let counted = format!("名单 {} 行，业务 {} 条", it.graduates, it.cases);
    let head = [
        ("统计范围", it.scope.clone()),
        ("毕业届", cohort),
        ("统计时间", UnixMs(it.counted_at_ms).to_string()),
        ("统计行数", counted),
        ("统计口径", it.grouping.clone()),
    ];
    let mut lines: Lines = head.into_iter().map(|(name, text)| texts([name, text.as_str()])).collect();
    lines.push(Vec::new());
    lines.push(texts(["指标", "人数", "比率名称", "占毕业生总数", "定义"]));
    for figure in &it.figures {
        let name = if figure.part { format!("　{}", figure.label) } else { figure.label.clone() };
        let rate_label = figure.rate_label.clone().unwrap_or_default();
        let counts = [Text(name), Count(figure.count), Text(rate_label), Rate(figure.rate), Text(figure.definition.clone())];
        lines.push(counts.into());
    }
    lines
}

fn of_table(table: &FigureTable) -> Lines {
    let ends = if table.with_placed { &["毕业去向落实率"][..] } else { &[] };
    let names = ["代码", table.label.as_str(), "人数", "占比"].into_iter();
    let names = names.chain(table.columns.iter().map(|column| column.label.as_str())).chain(ends.iter().copied());
    let head = names.map(|name| Text(name.to_owned())).collect();
    let rows = table.rows.iter().chain([&table.sum]).map(|row| of_row(row, table.with_placed));
    let note = vec![Text(table.definition.clone())];
    [note, Vec::new(), head].into_iter().chain(rows).collect()
}

fn of_row(row: &FigureRow, with_placed: bool) -> Vec<Cell> {
    let begins = [Text(row.code.clone()), Text(row.label.clone()), Count(row.total), Rate(row.share)];
    let counts = row.counts.iter().map(|count| Count(*count));
    begins.into_iter().chain(counts).chain(with_placed.then_some(Rate(row.placed))).collect()
}

fn of_process(process: &Process) -> Lines {
    let mut lines = vec![texts(["业务", "状态", "条数"])];
    lines.extend(
        process.states.iter().map(|it| vec![Text(it.kind_label.clone()), Text(it.state_label.clone()), Count(it.count)]),
    );
    lines.extend([Vec::new(), texts(["业务", "现在等待的级别", "条数", "最久的从何时起等待"])]);
    lines.extend(process.waiting.iter().map(|it| {
        let since = UnixMs(it.oldest_since_ms).to_string();
        vec![Text(it.kind_label.clone()), Text(it.level_label.clone()), Count(it.count), Text(since)]
    }));
    let times =
        ["级别", "从提交到决定的时间", "决定次数", "其中退回修改", "其中不通过", "中位数（分钟）", "90% 不超过（分钟）"];
    lines.extend([Vec::new(), texts(times)]);
    lines.extend(process.levels.iter().map(|it| {
        let counts = [Count(it.decided), Count(it.returned), Count(it.rejected), Minutes(it.median_min), Minutes(it.p90_min)];
        [Text(it.level_label.clone()), Empty].into_iter().chain(counts).collect()
    }));
    lines.extend([Vec::new(), texts(["原因代码", "审核不通过原因", "次数"])]);
    lines.extend(process.rejected.iter().map(|it| vec![Text(it.code.clone()), Text(it.label.clone()), Count(it.count)]));
    lines
}

/// How cells look.
struct Looks {
    text: Format,
    head: Format,
    count: Format,
    rate: Format,
}

impl Looks {
    fn new() -> Self {
        let text = Format::new().set_num_format("@").set_quote_prefix();
        Self {
            head: text.clone().set_bold().set_border_bottom(FormatBorder::Thin),
            text,
            count: Format::new().set_num_format("#,##0"),
            rate: Format::new().set_num_format("0.00%"),
        }
    }
}

/// A line of texts alone that something follows on is a head.
fn fill(sheet: &mut Worksheet, looks: &Looks, widths: &[f64], lines: Lines) -> Result<(), XlsxError> {
    for column in 0..14_u16 {
        sheet.set_column_width(column, widths.get(usize::from(column)).copied().unwrap_or(16.0))?;
    }
    for (row, line) in (0..).zip(lines) {
        let is_head = line.len() > 2 && line.iter().all(|cell| matches!(cell, Text(_)));
        let text = if is_head { &looks.head } else { &looks.text };
        for (column, cell) in (0..).zip(line) {
            match cell {
                Text(text_of) if text_of.is_empty() => continue,
                Text(text_of) => sheet.write_string_with_format(row, column, text_of, text)?,
                Count(count) => sheet.write_number_with_format(row, column, count as f64, &looks.count)?,
                Rate(Some(rate)) => sheet.write_number_with_format(row, column, rate as f64 / 10_000.0, &looks.rate)?,
                Minutes(minutes) => sheet.write_number_with_format(row, column, minutes, &looks.count)?,
                Rate(None) | Empty => continue,
            };
        }
    }
    Ok(())
}
