//! The words of a person within ours: others write with a full stop at the end, or without one.

/// Marks that end a sentence as a stop does.
const ENDS: [char; 5] = ['？', '！', '…', '?', '!'];

/// The text as a sentence, with one stop at its end; empty stays empty.
pub(crate) fn sentence(text: &str) -> String {
    let said = text.trim_end().trim_end_matches(['。', '．', '.', '；', ';', '，', ',', '、']);
    if said.is_empty() || said.ends_with(ENDS) { said.to_owned() } else { format!("{said}。") }
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    #[doc = "NOT-01"]
    fn one_stop_ends_what_somebody_wrote() {
        for said in ["请补充第 2 页", "请补充第 2 页。", "请补充第 2 页。。 ", "请补充第 2 页；"] {
            assert_eq!(sentence(said), "请补充第 2 页。");
        }
        assert_eq!((sentence("是否有误？").as_str(), sentence("").as_str()), ("是否有误？", ""));
    }
}
