//! A character that a page draws, and its place.

use std::rc::Rc;

use hayro_font::kurbo::Point;

/// Characters and where they stand on the page, as it is seen: from the upper left corner, in points.
#[derive(Clone, Debug, PartialEq)]
pub struct Glyph {
    /// What they are; a blank parts words.
    pub text: Rc<str>,
    /// Where the pen stood, on the baseline.
    pub start: Point,
    /// Where the pen stands afterwards.
    pub end: Point,
    /// Size of the type.
    pub size: f64,
}
