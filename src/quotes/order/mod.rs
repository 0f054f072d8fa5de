//! In which order the patterns are tried: `behind` marks, on the line `below` them, `ahead` of marks, in an `unmarked`
//! sentence, and for the `verbs` that are left over, each with its `complement`.

pub(crate) mod ahead;
pub(crate) mod behind;
pub(crate) mod below;
pub(crate) mod complement;
pub(crate) mod unmarked;
pub(crate) mod verbs;
