//! 培养方式: who may not sign online.

/// Whether this training mode leaves online signing and the general destinations open (`ROS-05`).
///
/// 21 and 41 are closed by the guide. Bare 2 and 4 do not say which kind of 定向 or 委培 it is: closed until corrected.
pub fn can_sign_online(training_mode: &str) -> bool {
    !matches!(training_mode, "2" | "4" | "21" | "41")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::{CodeTable, Codes};

    #[test]
    #[doc = "ROS-05"]
    fn directed_and_commissioned_graduates_do_not_sign_online_ros_05() {
        let rows = Codes::builtin().rows(CodeTable::TrainingMode).iter();
        let closed: Vec<_> = rows.filter(|row| !can_sign_online(&row.code)).map(|row| row.code.as_str()).collect();
        assert_eq!(closed, ["2", "21", "4", "41"]);
    }
}
