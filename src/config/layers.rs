//! The layers in one, and what follows from them.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::settings::Settings;
use super::source::{self, Owner};
use super::surroundings::Surroundings;
use crate::failure::Failure;

/// The settings of one run.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// All layers in one.
    pub settings: Settings,
    /// Where the index lies or will lie.
    pub index_dir: PathBuf,
    /// The files that were read.
    pub files: Vec<PathBuf>,
    /// The working folder.
    pub dir: PathBuf,
}

impl Config {
    /// Brings the layers together; without `files`, neither file is read.
    pub fn new(flags: Settings, files: bool, around: &Surroundings) -> Result<Config, Failure> {
        let mut settings = flags.or(source::environment(around)?);
        let mut read = Vec::new();
        if files {
            let project = (source::project_file(around), Owner::Project);
            let user = (source::user_file(around), Owner::User);
            for (path, owner) in [project, user] {
                let Some(path) = path.filter(|p| p.is_file()) else { continue };
                settings = settings.or(source::file(&path, owner, around)?);
                read.push(path);
            }
        }
        let index_dir = match &settings.index {
            Some(dir) => around.dir.join(dir),
            None => index_upwards(&around.dir),
        };
        Ok(Config { settings, index_dir, files: read, dir: around.dir.clone() })
    }

    /// The user's corrections of names: the file that was named, else the one beside the index.
    pub fn fixes_file(&self) -> PathBuf {
        match &self.settings.fixes {
            Some(file) => self.dir.join(file),
            None => self.beside_index("fixes.toml"),
        }
    }

    /// The quotes that the user starred: a file beside that of the fixes.
    pub fn clips_file(&self) -> PathBuf {
        let beside = self.beside_index("clips.toml");
        match (&self.settings.fixes, beside.file_name()) {
            (Some(fixes), Some(name)) => self.dir.join(fixes).with_file_name(name),
            _ => beside,
        }
    }

    /// A file of the user's beside the index; several indexes may lie side by side.
    fn beside_index(&self, what: &str) -> PathBuf {
        let beside = self.index_dir.parent().unwrap_or(&self.dir);
        match self.index_dir.file_name().and_then(|name| name.to_str()) {
            Some(name) if name != "index" => beside.join(format!("{name}-{what}")),
            _ => beside.join(format!("onrecord-{what}")),
        }
    }

    /// The day that relative dates count from.
    pub fn today(&self) -> Date {
        self.settings.now.unwrap_or_else(|| jiff::ZonedDateTime::now().date())
    }
}

/// The nearest folder `index` upwards that holds an index of ours, else `index` here.
fn index_upwards(dir: &Path) -> PathBuf {
    let places = dir.ancestors().map(|above| above.join("index"));
    places.into_iter().find(|p| p.join("manifest.json").is_file()).unwrap_or(dir.join("index"))
}
