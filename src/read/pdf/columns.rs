//! Words of a page to blocks in the order of reading: what stands above comes first, and columns from left to right.
//!
//! The page is cut into rows by the white space that runs across it. Rows that follow each other and have a strip of
//! white space in common are columns if what stands on either side looks like running text; each of them is then cut
//! in the same way. All other rows are read as they stand, so that the cells of a table stay together.

use super::word::Word;

/// Columns inside columns.
const MAX_DEPTH: usize = 8;
/// Least width of a gutter, as a share of the type size.
const GUTTER: f64 = 0.8;
/// Lines that make a column.
const MIN_LINES: usize = 3;
/// Characters of the middle line of a column of running text.
const MIN_LINE_CHARS: usize = 14;

/// Words that overlap in height.
struct Row {
    words: Vec<Word>,
    top: f64,
    bottom: f64,
    /// White space in the row, from left to right; the margins included.
    gaps: Vec<Gap>,
}

/// A strip of white space.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Gap {
    left: f64,
    right: f64,
}

/// Puts the words into blocks and the blocks into the order of reading.
pub fn blocks(words: Vec<Word>) -> Vec<Vec<Word>> {
    let mut blocks = Vec::new();
    let size = middle(words.iter().map(|word| word.size).collect());
    divide(words, size * GUTTER, 0, &mut blocks);
    blocks
}

/// The middle one of some numbers; 0 of none.
pub fn middle(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(0.0)
}

fn divide(words: Vec<Word>, gutter: f64, depth: usize, blocks: &mut Vec<Vec<Word>>) {
    let mut plain: Vec<Word> = Vec::new();
    for group in groups(rows(words), gutter) {
        let gutters = if depth < MAX_DEPTH { gutters(&group, gutter) } else { Vec::new() };
        let words = group.into_iter().flat_map(|row| row.words);
        if gutters.is_empty() {
            plain.extend(words);
            continue;
        }
        flush(&mut plain, blocks);
        let mut columns: Vec<Vec<Word>> = vec![Vec::new(); gutters.len() + 1];
        for word in words {
            let number = gutters.iter().take_while(|gap| word.left > gap.left).count();
            columns[number].push(word);
        }
        for column in columns {
            divide(column, gutter, depth + 1, blocks);
        }
    }
    flush(&mut plain, blocks);
}

fn flush(words: &mut Vec<Word>, blocks: &mut Vec<Vec<Word>>) {
    if !words.is_empty() {
        blocks.push(std::mem::take(words));
    }
}

/// Cuts words into rows where nothing stands between.
fn rows(mut words: Vec<Word>) -> Vec<Row> {
    words.sort_by(|a, b| a.top().total_cmp(&b.top()));
    let mut rows: Vec<Row> = Vec::new();
    for word in words {
        match rows.last_mut() {
            Some(row) if word.top() < row.bottom => {
                row.bottom = row.bottom.max(word.base);
                row.words.push(word);
            }
            _ => {
                let (top, bottom) = (word.top(), word.base);
                rows.push(Row { words: vec![word], top, bottom, gaps: Vec::new() });
            }
        }
    }
    for row in &mut rows {
        row.gaps = gaps(&row.words);
    }
    rows
}

/// The white space between words.
fn gaps(words: &[Word]) -> Vec<Gap> {
    let mut ink: Vec<(f64, f64)> = words.iter().map(|word| (word.left, word.right)).collect();
    ink.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut gaps = Vec::new();
    let mut end = f64::NEG_INFINITY;
    for (left, right) in ink {
        if left > end {
            gaps.push(Gap { left: end, right: left });
        }
        end = end.max(right);
    }
    gaps.push(Gap { left: end, right: f64::INFINITY });
    gaps
}

/// The white space that two rows have in common, as far as it is wide enough.
fn common(a: &[Gap], b: &[Gap], least: f64) -> Vec<Gap> {
    let mut common = Vec::new();
    let (mut i, mut j) = (0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        let gap = Gap { left: x.left.max(y.left), right: x.right.min(y.right) };
        if gap.right - gap.left >= least {
            common.push(gap);
        }
        if x.right < y.right { i += 1 } else { j += 1 }
    }
    common
}

/// Whether there is a gap with something on both sides.
fn is_parted(gaps: &[Gap]) -> bool {
    gaps.len() > 2
}

/// Puts rows together that have a gutter in common; each of the others is one group with its like.
fn groups(rows: Vec<Row>, gutter: f64) -> Vec<Vec<Row>> {
    let mut groups: Vec<Vec<Row>> = Vec::new();
    let mut shared: Vec<Gap> = Vec::new();
    for row in rows {
        let own = common(&row.gaps, &row.gaps, gutter);
        if let Some(group) = groups.last_mut() {
            let both = common(&shared, &own, gutter);
            let was_parted = is_parted(&shared);
            if is_parted(&both) || (!was_parted && !is_parted(&own)) {
                shared = both;
                group.push(row);
                continue;
            }
            if was_parted {
                let left_over = heading_below(group, &shared, &row);
                groups.push(left_over);
                if let Some(group) = groups.last_mut() {
                    group.push(row);
                }
                shared = groups.last().map(|group| group_gaps(group, gutter)).unwrap_or_default();
                continue;
            }
        }
        groups.push(vec![row]);
        shared = own;
    }
    groups
}

fn group_gaps(group: &[Row], gutter: f64) -> Vec<Gap> {
    let mut rows = group.iter();
    let Some(first) = rows.next() else { return Vec::new() };
    let own = common(&first.gaps, &first.gaps, gutter);
    rows.fold(own, |shared, row| common(&shared, &row.gaps, gutter))
}

/// Takes the rows off the end of columns that stand on one side only and nearer to what follows: a heading of that.
fn heading_below(group: &mut Vec<Row>, shared: &[Gap], next: &Row) -> Vec<Row> {
    let mut heading = Vec::new();
    let mut below = next.top;
    while heading.len() < 2 && group.len() > 1 {
        let [.., before, last] = group.as_slice() else { break };
        let one_sided =
            shared.iter().filter(|gap| gap.left.is_finite() && gap.right.is_finite()).all(|gap| {
                last.words.iter().all(|word| word.left < gap.left)
                    || last.words.iter().all(|word| word.left > gap.left)
            });
        if !one_sided || last.top - before.bottom <= below - last.bottom {
            break;
        }
        below = last.top;
        heading.extend(group.pop());
    }
    heading.reverse();
    heading
}

/// The gutters of a group, if it is made of columns.
fn gutters(group: &[Row], least: f64) -> Vec<Gap> {
    let shared = group_gaps(group, least);
    let mut gutters: Vec<Gap> =
        shared.into_iter().filter(|gap| gap.left.is_finite() && gap.right.is_finite()).collect();
    while !gutters.is_empty() {
        let mut columns: Vec<Vec<&Word>> = vec![Vec::new(); gutters.len() + 1];
        for word in group.iter().flat_map(|row| &row.words) {
            let number = gutters.iter().take_while(|gap| word.left > gap.left).count();
            columns[number].push(word);
        }
        let Some(poor) = columns.iter().position(|column| !is_text(column)) else { break };
        // A column that is none belongs to the nearer neighbour.
        let before = poor.checked_sub(1).and_then(|at| gutters.get(at));
        let after = gutters.get(poor);
        let width = |gap: Option<&Gap>| gap.map_or(f64::INFINITY, |gap| gap.right - gap.left);
        let away = if width(before) < width(after) { poor.saturating_sub(1) } else { poor };
        gutters.remove(away.min(gutters.len() - 1));
    }
    gutters
}

/// Whether words look like the lines of running text.
fn is_text(column: &[&Word]) -> bool {
    let mut words: Vec<&Word> = column.to_vec();
    words.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut lines: Vec<(f64, usize)> = Vec::new();
    for word in words {
        let chars = word.text.chars().count() + 1;
        match lines.last_mut() {
            Some((base, length)) if word.base - *base < 0.4 * word.size => *length += chars,
            _ => lines.push((word.base, chars)),
        }
    }
    let mut lengths: Vec<usize> = lines.iter().map(|line| line.1).collect();
    lengths.sort_unstable();
    lines.len() >= MIN_LINES
        && lengths.get(lengths.len() / 2).is_some_and(|length| *length >= MIN_LINE_CHARS)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of a line of type of 10 points, 5 points a character.
    fn line(text: &str, left: f64, base: f64) -> Vec<Word> {
        let mut x = left;
        let word = |text: &str| {
            let left = x;
            x += 5.0 * text.len() as f64 + 3.0;
            Word {
                text: text.to_owned(),
                left,
                right: x - 3.0,
                base,
                size: 10.0,
                blank_before: false,
                blank_after: true,
            }
        };
        text.split(' ').map(word).collect()
    }

    fn read(lines: &[(&str, f64, f64)]) -> Vec<String> {
        let words = lines.iter().flat_map(|(text, left, base)| line(text, *left, *base)).collect();
        let text = |block: Vec<Word>| {
            block.into_iter().map(|word| word.text).collect::<Vec<_>>().join(" ")
        };
        blocks(words).into_iter().map(text).collect()
    }

    #[test]
    fn columns_under_a_headline() {
        let page = [
            ("A headline over both of the columns here", 0.0, 10.0),
            ("left one of the page", 0.0, 40.0),
            ("right one of the page", 130.0, 40.0),
            ("left two of the page", 0.0, 52.0),
            ("right two of the page", 130.0, 52.0),
            ("left three of the page", 0.0, 64.0),
            ("right three of the page", 130.0, 64.0),
        ];
        assert_eq!(
            read(&page),
            [
                "A headline over both of the columns here",
                "left one of the page left two of the page left three of the page",
                "right one of the page right two of the page right three of the page",
            ]
        );
    }

    #[test]
    fn columns_whose_lines_are_not_level() {
        let page = [
            ("left one of the page", 0.0, 40.0),
            ("right one of the page", 130.0, 45.0),
            ("left two of the page", 0.0, 52.0),
            ("right two of the page", 130.0, 57.0),
            ("left three of the page", 0.0, 64.0),
            ("right three of the page", 130.0, 69.0),
        ];
        assert_eq!(read(&page).len(), 2);
    }

    #[test]
    fn tables_are_read_by_row() {
        let page = [
            ("Steel", 0.0, 10.0),
            ("12", 100.0, 10.0),
            ("Copper", 0.0, 22.0),
            ("7", 100.0, 22.0),
            ("Tin", 0.0, 34.0),
            ("5", 100.0, 34.0),
        ];
        assert_eq!(read(&page), ["Steel 12 Copper 7 Tin 5"]);
    }
}
