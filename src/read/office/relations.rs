//! Which members of a DOCX package belong together.

use quick_xml::events::BytesStart;

use super::package::Package;
use super::xml::{Step, Visitor, attribute};
use crate::read::error::ReadError;

/// Which members belong to a member.
pub struct Relations {
    /// The folder that targets are relative to.
    folder: String,
    all: Vec<Relation>,
}

/// That one member belongs to another.
struct Relation {
    id: String,
    /// The last word of its type.
    kind: String,
    target: String,
}

impl Relations {
    /// Reads the relations of a member; those of the package itself if `member` is empty.
    pub fn read(package: &mut Package<'_>, member: &str) -> Result<Relations, ReadError> {
        let (folder, name) = member.rsplit_once('/').unwrap_or(("", member));
        let mut relations = Relations { folder: folder.to_owned(), all: Vec::new() };
        package.walk(&format!("{folder}/_rels/{name}.rels"), &mut relations)?;
        Ok(relations)
    }

    /// The target of the first relation of a kind.
    pub fn target<'a>(&'a self, kind: &'a str) -> Option<&'a str> {
        self.all(kind).next().map(|(_, target)| target)
    }

    /// The names and targets of all relations of a kind.
    pub fn all<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let found = self.all.iter().filter(move |relation| relation.kind == kind);
        found.map(|relation| (relation.id.as_str(), relation.target.as_str()))
    }
}

impl Visitor for Relations {
    fn start(&mut self, element: &BytesStart<'_>) -> Result<Step, ReadError> {
        let (kind, target) = (attribute(element, "Type"), attribute(element, "Target"));
        if let (Some(kind), Some(target)) = (kind, target) {
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            let id = attribute(element, "Id").unwrap_or_default();
            self.all.push(Relation { id, kind, target: resolve(&self.folder, &target) });
        }
        Ok(Step::Enter)
    }

    fn end(&mut self, _: &str) -> Result<(), ReadError> {
        Ok(())
    }

    fn text(&mut self, _: &str) -> Result<(), ReadError> {
        Ok(())
    }
}

/// The name of a member that `target` means when it is said in `folder`.
fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut names: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    for name in target.split('/') {
        match name {
            "." | "" => {}
            ".." => drop(names.pop()),
            name => names.push(name),
        }
    }
    names.join("/")
}

/// The main document of a package that names it by its type only.
pub fn main_by_content_type(package: &mut Package<'_>) -> Result<String, ReadError> {
    let mut types = ContentTypes::default();
    package.walk("[Content_Types].xml", &mut types)?;
    Ok(types.main.unwrap_or_else(|| "word/document.xml".to_owned()))
}

#[derive(Default)]
struct ContentTypes {
    main: Option<String>,
}

impl Visitor for ContentTypes {
    fn start(&mut self, element: &BytesStart<'_>) -> Result<Step, ReadError> {
        let kind = attribute(element, "ContentType").unwrap_or_default();
        if kind.ends_with(".main+xml") && self.main.is_none() {
            self.main = attribute(element, "PartName");
        }
        Ok(Step::Enter)
    }

    fn end(&mut self, _: &str) -> Result<(), ReadError> {
        Ok(())
    }

    fn text(&mut self, _: &str) -> Result<(), ReadError> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::package::tests::zipped;
    use super::*;
    use crate::read::Limits;

    #[test]
    fn targets_by_their_kind() {
        let xml = "<r><r Id='a' Type='t/x' Target='../n/f.xml'/><r Id='b' Type='x' Target='/g.xml'/><r Type='y'/></r>";
        let bytes = zipped(&[("w/_rels/doc.xml.rels", xml)]);
        let mut package = Package::open(&bytes, "ZIP", &Limits::default()).expect("a package");
        let relations = Relations::read(&mut package, "w/doc.xml").expect("sound");
        assert_eq!(relations.all("x").collect::<Vec<_>>(), [("a", "n/f.xml"), ("b", "g.xml")]);
        assert_eq!((relations.target("x"), relations.target("y")), (Some("n/f.xml"), None));
    }
}
