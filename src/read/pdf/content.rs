//! The operators that draw a page, as far as they show text: which characters stand where.

use std::rc::Rc;

use hayro_font::hayro_syntax::content::TypedIter;
use hayro_font::hayro_syntax::content::ops::TypedInstruction;
use hayro_font::hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as PdfString};
use hayro_font::hayro_syntax::page::{Page, Resources};
use hayro_font::kurbo::{Affine, Point, Vec2};

use super::fonts::{Face, Fonts};
use super::glyph::Glyph;
use super::info;
use super::shadows;

/// Forms inside forms.
const MAX_FORMS: usize = 12;
/// Forms drawn and graphics states kept on one page; a form that draws another twice, and so on, doubles the work.
const MAX_DRAWN: usize = 20_000;
/// Operators of one page, forms included.
const MAX_OPERATORS: usize = 20_000_000;
/// Letter spacing above this share of the type size parts words.
const MAX_TRACKING: f64 = 0.5;
/// Letters that have to follow each other in one string to be spread: some programs make the blank between the last
/// letter of a word and the first of the next in this way.
const MIN_SPREAD: usize = 3;

/// The state that `q` keeps and `Q` brings back.
#[derive(Clone)]
struct State<'a> {
    page: Affine,
    font: Option<Rc<Face<'a>>>,
    size: f64,
    char_space: f64,
    word_space: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

/// Words that a mark gives for the glyphs inside of it.
struct Replacement {
    text: Option<Rc<str>>,
    /// Marks open inside.
    depth: usize,
    first: usize,
}

/// Reads the text of a page.
pub struct Content<'p, 'a> {
    fonts: &'p mut Fonts<'a>,
    glyphs: Vec<Glyph>,
    states: Vec<State<'a>>,
    state: State<'a>,
    text: Affine,
    line: Affine,
    replacement: Option<Replacement>,
    drawn: usize,
    operators: usize,
}

/// The characters of a page, in the order in which they are drawn.
pub fn glyphs<'a>(page: &Page<'a>, fonts: &mut Fonts<'a>) -> Vec<Glyph> {
    let state = State {
        page: Affine::new(page.initial_transform(true).as_coeffs()),
        font: None,
        size: 1.0,
        char_space: 0.0,
        word_space: 0.0,
        stretch: 1.0,
        leading: 0.0,
        rise: 0.0,
    };
    let mut content = Content {
        fonts,
        glyphs: Vec::new(),
        states: Vec::new(),
        state,
        text: Affine::IDENTITY,
        line: Affine::IDENTITY,
        replacement: None,
        drawn: 0,
        operators: 0,
    };
    content.run(page.typed_operations(), page.resources(), 0);
    let (width, height) = page.render_dimensions();
    let mut glyphs = content.glyphs;
    glyphs.retain(|glyph| is_on_page(glyph, f64::from(width), f64::from(height)));
    shadows::drop_glyphs(&mut glyphs);
    glyphs
}

/// Whether a glyph can be seen: text outside of the page belongs to another page or to the printer.
fn is_on_page(glyph: &Glyph, width: f64, height: f64) -> bool {
    let slack = glyph.size;
    let middle = glyph.start.midpoint(glyph.end);
    (-slack..=width + slack).contains(&middle.x) && (-slack..=height + slack).contains(&middle.y)
}

impl<'a> Content<'_, 'a> {
    fn run(&mut self, mut operators: TypedIter<'_>, resources: &Resources<'a>, depth: usize) {
        let outer = self.states.len();
        while let Some(operator) = operators.next() {
            self.operators += 1;
            if self.operators > MAX_OPERATORS {
                break;
            }
            match operator {
                TypedInstruction::SaveState(_) if self.states.len() < MAX_DRAWN => {
                    self.states.push(self.state.clone());
                }
                TypedInstruction::RestoreState(_) if self.states.len() > outer => {
                    self.restore();
                }
                TypedInstruction::Transform(m) => {
                    self.state.page *= matrix([m.0, m.1, m.2, m.3, m.4, m.5].map(|n| n.as_f64()));
                }
                TypedInstruction::XObject(name) => {
                    if let Some(form) = resources.get_x_object(name.0) {
                        self.form(&form, resources, depth);
                    }
                }
                TypedInstruction::BeginMarkedContent(_) => self.begin_mark(None),
                TypedInstruction::BeginMarkedContentWithProperties(mark) => {
                    let text = match mark.1 {
                        Object::Dict(dict) => actual_text(dict),
                        Object::Name(name) => resources
                            .properties
                            .get::<Dict<'_>>(name)
                            .and_then(|dict| actual_text(&dict)),
                        _ => None,
                    };
                    self.begin_mark(text);
                }
                TypedInstruction::EndMarkedContent(_) => self.end_mark(),
                other => self.text_operator(other, resources),
            }
        }
        while self.states.len() > outer {
            self.restore();
        }
    }

    fn restore(&mut self) {
        if let Some(state) = self.states.pop() {
            self.state = state;
        }
    }

    fn text_operator(&mut self, operator: TypedInstruction<'_, '_>, resources: &Resources<'a>) {
        match operator {
            TypedInstruction::BeginText(_) => self.place(Affine::IDENTITY),
            TypedInstruction::SetTextMatrix(m) => {
                self.place(matrix([m.0, m.1, m.2, m.3, m.4, m.5].map(|n| n.as_f64())));
            }
            TypedInstruction::NextLine(by) => self.next_line(by.0.as_f64(), by.1.as_f64()),
            TypedInstruction::NextLineAndSetLeading(by) => {
                self.state.leading = -by.1.as_f64();
                self.next_line(by.0.as_f64(), by.1.as_f64());
            }
            TypedInstruction::NextLineUsingLeading(_) => self.next_line(0.0, -self.state.leading),
            TypedInstruction::TextFont(font) => {
                self.state.font = match resources.get_font(font.0) {
                    Some(dict) => self.fonts.face(&dict),
                    None => self.fonts.fallback(),
                };
                self.state.size = font.1.as_f64();
            }
            TypedInstruction::TextLeading(n) => self.state.leading = n.0.as_f64(),
            TypedInstruction::CharacterSpacing(n) => self.state.char_space = n.0.as_f64(),
            TypedInstruction::WordSpacing(n) => self.state.word_space = n.0.as_f64(),
            TypedInstruction::HorizontalScaling(n) => self.state.stretch = n.0.as_f64() / 100.0,
            TypedInstruction::TextRise(n) => self.state.rise = n.0.as_f64(),
            TypedInstruction::ShowText(text) => self.show(text.0.as_bytes()),
            TypedInstruction::NextLineAndShowText(text) => {
                self.next_line(0.0, -self.state.leading);
                self.show(text.0.as_bytes());
            }
            TypedInstruction::ShowTextWithParameters(text) => {
                self.state.word_space = text.0.as_f64();
                self.state.char_space = text.1.as_f64();
                self.next_line(0.0, -self.state.leading);
                self.show(text.2.as_bytes());
            }
            TypedInstruction::ShowTexts(texts) => self.show_all(texts.0),
            _ => {}
        }
    }

    fn place(&mut self, at: Affine) {
        self.text = at;
        self.line = at;
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.place(self.line * Affine::translate((x, y)));
    }

    fn show_all(&mut self, texts: &Array<'_>) {
        for item in texts.iter::<Object<'_>>() {
            match item {
                Object::String(text) => self.show(text.as_bytes()),
                Object::Number(n) => {
                    let by = -n.as_f64() / 1000.0 * self.state.size;
                    let horizontal = self.state.font.as_ref().is_none_or(|f| f.horizontal);
                    let by = if horizontal { (by * self.state.stretch, 0.0) } else { (0.0, by) };
                    self.text *= Affine::translate(by);
                }
                _ => {}
            }
        }
    }

    fn show(&mut self, bytes: &[u8]) {
        if self.state.font.is_none() {
            self.state.font = self.fonts.fallback();
        }
        let Some(face) = self.state.font.clone() else { return };
        let mut at = 0;
        while at < bytes.len() {
            let (code, length) = face.next_code(bytes, at);
            at += length.max(1);
            let word_space = if code == 32 && length == 1 { self.state.word_space } else { 0.0 };
            self.show_code(&face, code, word_space, bytes.len() >= MIN_SPREAD);
        }
    }

    fn show_code(&mut self, face: &Face<'a>, code: u32, word_space: f64, spread: bool) {
        let State { size, char_space, stretch, rise, .. } = self.state;
        let known = face.code(code);
        let extra = char_space + word_space;
        let (pen, drawn) = if face.horizontal {
            let wide = known.advance.0 * size;
            // Letter spacing belongs to the letters, so that spread words stay words.
            let is_tracking = spread && char_space <= MAX_TRACKING * size.abs();
            let tracking = if is_tracking { char_space } else { 0.0 };
            (((wide + extra) * stretch, 0.0), ((wide + tracking) * stretch, 0.0))
        } else {
            let tall = known.advance.1 * size;
            ((0.0, tall + extra), (0.0, tall))
        };
        if !known.text.is_empty() {
            let to_page = self.state.page * self.text * Affine::translate((0.0, rise));
            let start = to_page * Point::ZERO;
            let end = to_page * Point::new(drawn.0, drawn.1);
            let [a, b, c, d, ..] = to_page.as_coeffs();
            let up = Vec2::new(c, d).hypot();
            let measure = if up > 0.0 { up } else { Vec2::new(a, b).hypot() };
            let size = (size * face.scale * measure).abs();
            if start.is_finite() && end.is_finite() && size.is_finite() && size > 0.0 {
                self.glyphs.push(Glyph { text: known.text, start, end, size });
            }
        }
        self.text *= Affine::translate(pen);
    }

    fn form(&mut self, form: &Stream<'a>, resources: &Resources<'a>, depth: usize) {
        let dict = form.dict();
        let is_form = dict.get::<Name<'_>>("Subtype").is_some_and(|name| name.as_str() == "Form");
        self.drawn += 1;
        if !is_form || depth >= MAX_FORMS || self.drawn > MAX_DRAWN {
            return;
        }
        let Ok(data) = form.decoded_data() else { return };
        let own = dict.get::<Dict<'a>>("Resources").map(Resources::new);
        let kept = (self.state.clone(), self.text, self.line);
        if let Some(m) = dict.get::<[f64; 6]>("Matrix") {
            self.state.page *= matrix(m);
        }
        self.run(TypedIter::new(&data), own.as_ref().unwrap_or(resources), depth + 1);
        (self.state, self.text, self.line) = kept;
    }

    fn begin_mark(&mut self, text: Option<Rc<str>>) {
        match &mut self.replacement {
            Some(open) => open.depth += 1,
            None if text.is_some() => {
                let first = self.glyphs.len();
                self.replacement = Some(Replacement { text, depth: 0, first });
            }
            None => {}
        }
    }

    /// Ends a mark; if it gave words of its own, they take the place of what was drawn inside.
    fn end_mark(&mut self) {
        let Some(open) = &mut self.replacement else { return };
        if open.depth > 0 {
            open.depth -= 1;
            return;
        }
        let Some(Replacement { text: Some(text), first, .. }) = self.replacement.take() else {
            return;
        };
        let Some(end) = self.glyphs.last().map(|last| last.end) else { return };
        if let Some(glyph) = self.glyphs.get_mut(first) {
            glyph.text = text;
            glyph.end = end;
            self.glyphs.truncate(first + 1);
        }
    }
}

/// The words that stand for what a mark holds; not those of many words, for they would have one place.
fn actual_text(dict: &Dict<'_>) -> Option<Rc<str>> {
    let text = info::decode(dict.get::<PdfString<'_>>("ActualText")?.as_bytes());
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    (!text.contains(char::is_whitespace) && text.chars().count() <= 32).then(|| Rc::from(text))
}

fn matrix(numbers: [f64; 6]) -> Affine {
    Affine::new(numbers)
}
