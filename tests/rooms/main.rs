//! Who may use whom in `src/`: the plan of the rooms, and no circle of files anywhere.

mod circles;
mod imports;
mod lexer;
mod plan;
mod sources;
