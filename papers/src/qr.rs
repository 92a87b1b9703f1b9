//! A QR code as squares.

use crate::error::PaperError;
use qrcode::{Color, EcLevel, QrCode};

/// Dark squares of a code: column and row, and how many there are in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qr {
    pub dark: Vec<(u16, u16)>,
    pub side: u16,
}

impl Qr {
    /// # Errors
    /// A text that is too long for a code.
    pub fn of(text: &str) -> Result<Self, PaperError> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|e| PaperError::Failed(e.to_string()))?;
        let side = u16::try_from(code.width()).unwrap_or(u16::MAX);
        let colors = code.to_colors();
        let squares = (0..side).flat_map(|row| (0..side).map(move |column| (column, row)));
        let dark = squares.zip(colors).filter(|(_, color)| *color == Color::Dark).map(|(square, _)| square).collect();
        Ok(Self { dark, side })
    }
}
