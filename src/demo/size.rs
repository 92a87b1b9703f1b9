//! How large an invented world is.

use std::str::FromStr;

/// Numbers of everything, and the seed it all follows from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoSize {
    pub graduates: usize,
    pub schools: usize,
    pub employers: usize,
    pub seed: u64,
}

/// School codes from 90001 on, of five digits.
const SCHOOLS_MAX: usize = 9_999;
/// ID numbers, candidate numbers and credit codes leave room for more; memory does not.
const PEOPLE_MAX: usize = 1_000_000;

impl Default for DemoSize {
    fn default() -> Self {
        Self { graduates: 900, schools: 3, employers: 12, seed: 1 }
    }
}

/// Why a text is no size.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SizeError {
    #[error("“{0}”应写作“名称=整数”，名称为 graduates、schools、employers 或 seed")]
    Field(String),
    #[error("{name} 应为 1 至 {most}")]
    Range { name: &'static str, most: usize },
}

/// `graduates=20000,schools=10,employers=50,seed=1`, in any order; what is not said is as in the demo.
impl FromStr for DemoSize {
    type Err = SizeError;

    fn from_str(text: &str) -> Result<Self, SizeError> {
        let mut size = Self::default();
        for field in text.split(',').map(str::trim).filter(|field| !field.is_empty()) {
            size.set(field).ok_or_else(|| SizeError::Field(field.to_owned()))?;
        }
        within("graduates", size.graduates, PEOPLE_MAX)?;
        within("schools", size.schools, SCHOOLS_MAX)?;
        within("employers", size.employers, PEOPLE_MAX)?;
        Ok(size)
    }
}

impl DemoSize {
    fn set(&mut self, field: &str) -> Option<()> {
        let (name, value) = field.split_once('=')?;
        let number = || value.trim().parse().ok();
        match name.trim() {
            "graduates" => self.graduates = number()?,
            "schools" => self.schools = number()?,
            "employers" => self.employers = number()?,
            "seed" => self.seed = value.trim().parse().ok()?,
            _ => return None,
        }
        Some(())
    }
}

fn within(name: &'static str, value: usize, most: usize) -> Result<(), SizeError> {
    if (1..=most).contains(&value) { Ok(()) } else { Err(SizeError::Range { name, most }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_read_in_any_order_and_keeps_what_is_not_said() {
        let size: DemoSize = "seed=7, schools=10,graduates=20000".parse().unwrap();
        assert_eq!(size, DemoSize { graduates: 20_000, schools: 10, seed: 7, ..DemoSize::default() });
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["graduates", "graduates=", "graduates=-1", "teachers=3"] {
            assert_eq!(text.parse::<DemoSize>(), Err(SizeError::Field(text.to_owned())));
        }
        let refused = "schools=0".parse::<DemoSize>().unwrap_err();
        assert_eq!(refused, SizeError::Range { name: "schools", most: SCHOOLS_MAX });
    }
}
