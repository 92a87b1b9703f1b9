//! Radicals of the supplement block that are drawn as whole characters (Unicode, `EquivalentUnifiedIdeograph`): 「⻓江」 copied from a PDF
//! file looks like 「长江」. Unicode's own normal forms leave them alone.

/// The ordinary character that a radical is drawn like.
pub(super) fn drawn_like(radical: char) -> Option<char> {
    let at = LIKE.binary_search_by_key(&radical, |(radical, _)| *radical).ok()?;
    Some(LIKE[at].1)
}

/// The character that a private-use one of GB 18030-2000 became in later editions.
pub(super) fn since_standardised(private: char) -> Option<char> {
    let at = STANDARDISED.binary_search_by_key(&private, |(private, _)| *private).ok()?;
    Some(STANDARDISED[at].1)
}

/// By the character of private use.
#[rustfmt::skip]
const STANDARDISED: [(char, char); 14] = [
    ('\u{e816}', '\u{20087}'), ('\u{e817}', '\u{20089}'), ('\u{e818}', '\u{200cc}'), ('\u{e81e}', '\u{9fb4}'),
    ('\u{e826}', '\u{9fb5}'), ('\u{e82b}', '\u{9fb6}'), ('\u{e82c}', '\u{9fb7}'), ('\u{e831}', '\u{215d7}'),
    ('\u{e832}', '\u{9fb8}'), ('\u{e83b}', '\u{2298f}'), ('\u{e843}', '\u{9fb9}'), ('\u{e854}', '\u{9fba}'),
    ('\u{e855}', '\u{241fe}'), ('\u{e864}', '\u{9fbb}'),
];

/// By radical.
#[rustfmt::skip]
const LIKE: [(char, char); 112] = [
    ('⺁', '厂'), ('⺂', '乛'), ('⺃', '乚'), ('⺄', '乙'), ('⺅', '亻'), ('⺆', '冂'), ('⺇', '𠘨'), ('⺈', '刀'), ('⺉', '刂'), ('⺊', '卜'),
    ('⺋', '㔾'), ('⺌', '小'), ('⺍', '小'), ('⺎', '兀'), ('⺏', '尣'), ('⺐', '尢'), ('⺑', '𡯂'), ('⺒', '巳'), ('⺓', '幺'), ('⺔', '彑'),
    ('⺕', '𫜹'), ('⺖', '忄'), ('⺗', '心'), ('⺘', '扌'), ('⺙', '攵'), ('⺛', '旡'), ('⺜', '日'), ('⺝', '月'), ('⺞', '歺'), ('⺠', '民'),
    ('⺡', '氵'), ('⺢', '氺'), ('⺣', '灬'), ('⺤', '爫'), ('⺥', '爫'), ('⺦', '丬'), ('⺧', '牛'), ('⺨', '犭'), ('⺩', '王'), ('⺪', '𤴔'),
    ('⺫', '目'), ('⺬', '示'), ('⺭', '礻'), ('⺮', '𥫗'), ('⺯', '糹'), ('⺰', '纟'), ('⺱', '罓'), ('⺲', '罒'), ('⺳', '㓁'), ('⺴', '冗'),
    ('⺵', '𦉫'), ('⺶', '羊'), ('⺷', '𦍌'), ('⺸', '𦍋'), ('⺹', '耂'), ('⺺', '肀'), ('⺻', '聿'), ('⺼', '肉'), ('⺽', '𦥑'), ('⺾', '艹'),
    ('⺿', '艹'), ('⻀', '艹'), ('⻁', '虎'), ('⻂', '衤'), ('⻃', '覀'), ('⻄', '西'), ('⻅', '见'), ('⻆', '角'), ('⻇', '𧢲'), ('⻈', '讠'),
    ('⻉', '贝'), ('⻊', '𧾷'), ('⻋', '车'), ('⻌', '辶'), ('⻍', '辶'), ('⻎', '辶'), ('⻏', '邑'), ('⻐', '钅'), ('⻑', '長'), ('⻒', '镸'),
    ('⻓', '长'), ('⻔', '门'), ('⻕', '𨸏'), ('⻖', '阝'), ('⻗', '雨'), ('⻘', '青'), ('⻙', '韦'), ('⻚', '页'), ('⻛', '风'), ('⻜', '飞'),
    ('⻝', '食'), ('⻞', '𩙿'), ('⻟', '飠'), ('⻠', '饣'), ('⻡', '𩠐'), ('⻢', '马'), ('⻣', '骨'), ('⻤', '鬼'), ('⻥', '鱼'), ('⻦', '鸟'),
    ('⻧', '卤'), ('⻨', '麦'), ('⻩', '黄'), ('⻪', '黾'), ('⻫', '斉'), ('⻬', '齐'), ('⻭', '歯'), ('⻮', '齿'), ('⻯', '竜'), ('⻰', '龙'),
    ('⻱', '龜'), ('⻲', '亀'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order_and_knows_what_pdf_files_give() {
        assert!(LIKE.is_sorted() && STANDARDISED.is_sorted());
        assert_eq!(
            (drawn_like('⻓'), drawn_like('⻋'), drawn_like('⻢'), drawn_like('长')),
            (Some('长'), Some('车'), Some('马'), None)
        );
    }
}
