//! Bars of text.

/// A bar whose length to that of the widest, `cells` wide, is as `value` to `most`, to an eighth of a cell. Anything
/// above nothing is seen.
pub(crate) fn bar(value: i64, most: i64, cells: i64) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    if value <= 0 || most <= 0 {
        return String::new();
    }
    let eighths = (i128::from(value) * i128::from(cells * 8) / i128::from(most))
        .clamp(1, i128::from(cells * 8)) as usize;
    "█".repeat(eighths / 8) + EIGHTHS[eighths % 8]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars() {
        for (value, most, text) in [
            (8, 8, "████"),
            (4, 8, "██"),
            (1, 8, "▌"),
            (1, 1_000_000, "▏"),
            (0, 8, ""),
            (-5, 8, ""),
            (0, 0, ""),
            (i64::MAX, i64::MAX, "████"),
        ] {
            assert_eq!(bar(value, most, 4), text, "{value} of {most}");
        }
    }
}
