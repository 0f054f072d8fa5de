//! Figures as programs read them.

/// A figure with four decimals at most, free of the noise of single precision.
pub fn figure(number: f32) -> f64 {
    (f64::from(number) * 1e4).round() / 1e4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_four_decimals() {
        for (number, expected) in [(12.84, 12.84), (0.0, 0.0), (1.0 / 3.0, 0.3333), (2.5, 2.5)] {
            assert_eq!(figure(number), expected);
        }
    }
}
