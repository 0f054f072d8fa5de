//! Exponentials of several numbers at a time, the same on every machine.

/// The numbers turned into their exponentials, none of them above 1: a number above 0 counts as 0.
///
/// With `x` times the binary logarithm of e as a whole number and a rest within a half, the whole number goes into
/// the exponent of the float, and the power of the rest is the beginning of its series, right to some millionths.
#[inline]
pub fn exponentials<const N: usize>(line: &mut [f32; N]) {
    // So large that a sum with it has no room for parts of one: it is rounded, and its last bits count.
    const ROUND: f32 = 12_582_912.0;
    for x in line {
        let scaled = x.clamp(-80.0, 0.0) * std::f32::consts::LOG2_E;
        let rounded = scaled + ROUND;
        let rest = (scaled - (rounded - ROUND)) * std::f32::consts::LN_2;
        let series = rest * (1.0 / 120.0 + rest * (1.0 / 720.0));
        let series = rest * (1.0 / 6.0 + rest * (1.0 / 24.0 + series));
        let power = 1.0 + rest * (1.0 + rest * (0.5 + series));
        *x = f32::from_bits(power.to_bits().wrapping_add(rounded.to_bits() << 23));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exponential(x: f32) -> f32 {
        let mut line = [x; 4];
        exponentials(&mut line);
        line[0]
    }

    #[test]
    fn exponentials_are_those_of_the_library() {
        for step in 0..8_000 {
            let x = step as f32 * -0.01;
            let first = exponential(x);
            assert!((first - x.exp()).abs() <= 4e-6 * x.exp(), "{x}: {first}, not {}", x.exp());
        }
        assert_eq!(exponential(0.0), 1.0);
        assert!(exponential(f32::NEG_INFINITY) < 1e-30);
    }
}
