//! The figures: each with a name and a definition, which pages and files show beside it.

use super::{Tally, rate};
use crate::codes::{Class, CodeTable, Codes, Group};

/// A count, and the part of all graduates that it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Stable while the grouping is the same.
    pub code: String,
    pub label: String,
    pub definition: String,
    pub count: usize,
    /// The name of the rate, where it has one.
    pub rate_label: Option<String>,
    /// In hundredths of a percent; `None`: nobody is counted.
    pub rate: Option<usize>,
    /// Whether it is a part of the figure before it that is not.
    pub part: bool,
}

impl Tally {
    /// Everybody, the placed, each class with its groups, and whoever registered nothing.
    pub fn figures(&self, codes: &Codes) -> Vec<Figure> {
        let mut figures = vec![self.total(), self.placed(codes)];
        for class in Class::ALL {
            figures.push(self.class(class, codes));
            let groups = codes.grouping().groups().iter().enumerate().filter(|(_, group)| group.class == class);
            figures.extend(groups.map(|(place, group)| self.group(place, group, codes)));
        }
        figures.push(self.unregistered());
        figures.extend((self.whole.strange > 0).then(|| self.strange()));
        figures
    }

    fn total(&self) -> Figure {
        Figure {
            rate: None,
            rate_label: None,
            ..self.figure("total", "毕业生总数", self.whole.total(), "学生名单中本届的有效记录，不含已删除的失效记录".into())
        }
    }

    fn placed(&self, codes: &Codes) -> Figure {
        let grouping = codes.grouping();
        let (employed, studies) = (grouping.class(Class::Employed), grouping.class(Class::Studies));
        let definition = format!("（{employed} + {studies}）÷ 毕业生总数；没有登记去向的计为未落实");
        let count = self.whole.placed(grouping);
        Figure {
            rate_label: Some("毕业去向落实率".into()), part: true, ..self.figure("placed", "落实去向", count, definition)
        }
    }

    fn class(&self, class: Class, codes: &Codes) -> Figure {
        let grouping = codes.grouping();
        let groups = grouping.groups().iter().filter(|group| group.class == class).map(|group| group.name.as_str());
        let more = (class == Class::Unemployed).then_some("没有登记去向");
        let definition = groups.chain(more).collect::<Vec<_>>().join(" + ");
        let label = grouping.class(class);
        let named = (class == Class::Studies).then(|| format!("{label}率"));
        let count = self.whole.class(class, grouping);
        Figure { rate_label: named, ..self.figure(class.code(), label, count, definition) }
    }

    fn group(&self, place: usize, group: &Group, codes: &Codes) -> Figure {
        let named = |code: &String| format!("{code} {}", codes.name(CodeTable::DestinationType, code).unwrap_or_default());
        let definition = format!("已生效的去向为：{}", group.codes.iter().map(named).collect::<Vec<_>>().join("、"));
        let figure = self.figure(&group.code, &group.name, self.whole.group(place), definition);
        Figure { rate_label: Some(format!("{}率", group.name)), part: true, ..figure }
    }

    fn unregistered(&self) -> Figure {
        let definition = "没有已生效的签约或去向登记，包括正在审核的；计入未就业".to_owned();
        Figure { part: true, ..self.figure("unregistered", "没有登记去向", self.whole.unregistered, definition) }
    }

    fn strange(&self) -> Figure {
        let definition = "已生效的去向不在现行代码表中；计入未就业，请运维人员核对代码表".to_owned();
        Figure { part: true, ..self.figure("strange", "口径之外", self.whole.strange, definition) }
    }

    fn figure(&self, code: &str, label: &str, count: usize, definition: String) -> Figure {
        let rate = rate(count, self.whole.total());
        Figure { code: code.to_owned(), label: label.to_owned(), definition, count, rate_label: None, rate, part: false }
    }
}
