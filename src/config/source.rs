//! The layers of settings that are not flags: the environment and two TOML files.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::settings::{Settings, share, source_pair};
use super::surroundings::Surroundings;
use crate::failure::Failure;

/// The keys of a file; a test holds them to the fields of [`Settings`].
const KEYS: &[&str] = &[
    "color",
    "context",
    "date-from",
    "exclude",
    "fixes",
    "fold",
    "follow",
    "hidden",
    "hyperlink",
    "include",
    "index",
    "limit",
    "memory",
    "min_conf",
    "paths",
    "pre",
    "pre-glob",
    "snippets",
    "sort",
    "source",
    "strict",
    "threads",
    "type",
];

/// The keys that start a program: in the user's own file alone.
const PROGRAMS: [&str; 2] = ["pre", "pre-glob"];

/// The settings in `ONRECORD_*` variables.
pub(super) fn environment(around: &Surroundings) -> Result<Settings, Failure> {
    let number = |text: &str| text.parse().map_err(|_| "not a number".to_owned());
    Ok(Settings {
        index: around.var("ONRECORD_INDEX").map(PathBuf::from),
        fixes: around.var("ONRECORD_FIXES").map(PathBuf::from),
        color: variable(around, "ONRECORD_COLOR", |text| ValueEnum::from_str(text, true))?,
        hyperlink: variable(around, "ONRECORD_HYPERLINK", |text| ValueEnum::from_str(text, true))?,
        now: variable(around, "ONRECORD_NOW", |text| {
            text.parse().map_err(|_| "a day is written 2017-11-21".to_owned())
        })?,
        strict: variable(around, "ONRECORD_STRICT", yes_or_no)?,
        limit: variable(around, "ONRECORD_LIMIT", number)?,
        fold: variable(around, "ONRECORD_FOLD", |text| ValueEnum::from_str(text, true))?,
        sort: variable(around, "ONRECORD_SORT", |text| ValueEnum::from_str(text, true))?,
        min_conf: variable(around, "ONRECORD_MIN_CONF", share)?,
        snippets: variable(around, "ONRECORD_SNIPPETS", number)?,
        context: variable(around, "ONRECORD_CONTEXT", number)?,
        hidden: variable(around, "ONRECORD_HIDDEN", yes_or_no)?,
        follow: variable(around, "ONRECORD_FOLLOW", yes_or_no)?,
        threads: variable(around, "ONRECORD_THREADS", number)?,
        memory: variable(around, "ONRECORD_MEMORY", |text| text.parse())?,
        pre: around.var("ONRECORD_PRE").map(PathBuf::from),
        pre_glob: around
            .var("ONRECORD_PRE_GLOB")
            .map(|globs| globs.to_string_lossy().split(':').map(str::to_owned).collect()),
        ..Settings::default()
    })
}

/// Reads one variable.
fn variable<T>(
    around: &Surroundings,
    name: &str,
    read: impl Fn(&str) -> Result<T, String>,
) -> Result<Option<T>, Failure> {
    let Some(value) = around.var(name) else { return Ok(None) };
    let text = value.to_string_lossy();
    read(&text).map(Some).map_err(|reason| {
        Failure::new(
            "config.environment",
            format!("{name}: \"{text}\": {reason}"),
            format!("unset {name}"),
        )
    })
}

/// Reads a switch.
fn yes_or_no(text: &str) -> Result<bool, String> {
    match text.to_ascii_lowercase().as_str() {
        "1" | "true" | "yes" | "on" => Ok(true),
        "0" | "false" | "no" | "off" => Ok(false),
        _ => Err("neither 1 nor 0".to_owned()),
    }
}

/// The nearest `onrecord.toml` upwards.
pub(super) fn project_file(around: &Surroundings) -> Option<PathBuf> {
    around.dir.ancestors().map(|dir| dir.join("onrecord.toml")).find(|path| path.is_file())
}

/// Where the user's own file would be.
pub(super) fn user_file(around: &Surroundings) -> Option<PathBuf> {
    // The XDG rules want a relative folder to be ignored.
    let xdg = around.var("XDG_CONFIG_HOME").map(PathBuf::from).filter(|dir| dir.is_absolute());
    let own = match cfg!(windows) {
        true => around.var("APPDATA").map(PathBuf::from),
        false => around.var("HOME").map(|home| Path::new(home).join(".config")),
    };
    xdg.or(own).map(|dir| dir.join("onrecord").join("config.toml"))
}

/// Whose file it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// It lies in the archive, and may have come from elsewhere with it.
    Project,
    /// The user wrote it.
    User,
}

/// Reads a file; paths in it count from the folder that it stands in.
pub(super) fn file(path: &Path, owner: Owner, around: &Surroundings) -> Result<Settings, Failure> {
    let refuse = |reason: String, hint: String| {
        Failure::new("config.file", format!("{}: {reason}", path.display()), hint)
    };
    let skip = || "correct the file, or use --no-config".to_owned();
    let text = std::fs::read_to_string(path).map_err(|e| refuse(e.to_string(), skip()))?;
    let settings =
        parse(&text, owner).map_err(|(reason, hint)| refuse(reason, hint.unwrap_or_else(skip)));
    let mut settings = settings?;
    let folder = path.parent().unwrap_or(Path::new("."));
    let place = |given: PathBuf| match (given.strip_prefix("~"), around.var("HOME")) {
        (Ok(rest), Some(home)) => Path::new(home).join(rest),
        _ => folder.join(given),
    };
    settings.index = settings.index.map(place);
    settings.paths = settings.paths.map(|paths| paths.into_iter().map(place).collect());
    Ok(settings)
}

/// Reads the text of a file; an error is a reason and maybe a hint.
fn parse(text: &str, owner: Owner) -> Result<Settings, (String, Option<String>)> {
    let say = |error: toml::de::Error| {
        let at = error.span().map_or(0, |span| span.start.min(text.len()));
        let line = text.as_bytes()[..at].iter().filter(|b| **b == b'\n').count() + 1;
        (format!("line {line}: {}", error.message().replace('\n', " ")), None)
    };
    let table: toml::Table = text.parse().map_err(say)?;
    if let Some(key) = table.keys().find(|key| !KEYS.contains(&key.as_str())) {
        let near = KEYS.iter().map(|known| (strsim::osa_distance(key, known), known));
        let near = near.min().filter(|(distance, _)| *distance <= 2);
        let hint = match near {
            Some((_, known)) => format!("did you mean {known}?"),
            None => format!("known keys: {}", KEYS.join(", ")),
        };
        return Err((format!("unknown key \"{key}\""), Some(hint)));
    }
    if owner == Owner::Project
        && let Some(key) = table.keys().find(|key| PROGRAMS.contains(&key.as_str()))
    {
        let hint = "it names a program, so that only the user's own file may hold it";
        return Err((
            format!("unknown key \"{key}\" in the file of a project"),
            Some(hint.to_owned()),
        ));
    }
    let settings: Settings = toml::from_str(text).map_err(say)?;
    for source in settings.source.iter().flatten() {
        source_pair(source).map_err(|reason| (format!("source \"{source}\": {reason}"), None))?;
    }
    Ok(settings)
}

#[cfg(test)]
mod tests {
    use super::super::{Config, Size, SortBy};
    use super::*;

    fn message(failure: Failure) -> (String, Option<String>) {
        match failure {
            Failure::Error { message, hint, .. } => (message, hint),
            Failure::BrokenPipe => unreachable!("no pipe here"),
        }
    }

    #[test]
    fn keys_are_the_fields_of_the_settings() {
        let error = toml::from_str::<Settings>("no-such-key = 1").expect_err("an unknown key");
        let known = error.message().replace('`', "");
        let mut known: Vec<&str> =
            known.rsplit("one of ").next().unwrap_or("").split(", ").collect();
        known.sort();
        assert_eq!(known, KEYS);
    }

    #[test]
    fn files_are_read_and_mistakes_named() {
        let read =
            parse("limit = 5\nsort = \"-date\"\nmemory = \"1G\"\ntype = [\"txt\"]\n", Owner::User)
                .expect("a sound file");
        assert_eq!((read.limit, read.sort), (Some(5), Some(SortBy::DateDesc)));
        assert_eq!((read.memory, read.types), (Some(Size(1 << 30)), Some(vec!["txt".to_owned()])));
        for (text, reason, hint) in [
            ("limt = 5", "unknown key \"limt\"", Some("did you mean limit?")),
            ("\nlimit = \"x\"", "line 2: invalid type", None),
            ("a = ", "line 1: ", None),
            ("sort = \"age\"", "line 1: unknown variant", None),
            ("source = [\"Wire\"]", "source \"Wire\": a source is", None),
        ] {
            let (said, hinted) = parse(text, Owner::User).expect_err(text);
            assert!(said.starts_with(reason), "{text}: {said}");
            assert_eq!(hinted.as_deref(), hint, "{text}");
        }
        let (_, hint) = parse("completely-else = 1", Owner::User).expect_err("an unknown key");
        assert!(hint.is_some_and(|h| h.contains("known keys: color, context")));
    }

    #[test]
    fn flag_before_environment_before_project_before_user() {
        let home = tempfile::tempdir().expect("a folder");
        let project = home.path().join("archive");
        let below = project.join("wire");
        let user = home.path().join(".config/onrecord");
        for dir in [&below, &user] {
            std::fs::create_dir_all(dir).expect("a folder");
        }
        std::fs::write(
            user.join("config.toml"),
            "limit = 1\nsnippets = 1\ncontext = 1\nthreads = 1",
        )
        .expect("a file");
        std::fs::write(
            project.join("onrecord.toml"),
            "limit = 2\nsnippets = 2\ncontext = 2\nindex = \"kept\"\npaths = [\".\", \"~/more\"]",
        )
        .expect("a file");
        let around = Surroundings {
            dir: below.clone(),
            vars: vec![
                ("HOME".into(), home.path().into()),
                ("ONRECORD_LIMIT".into(), "3".into()),
                ("ONRECORD_SNIPPETS".into(), "3".into()),
                ("ONRECORD_SORT".into(), "".into()),
            ],
            ..Surroundings::default()
        };
        let flags = Settings { limit: Some(4), ..Settings::default() };
        let config = Config::new(flags.clone(), true, &around).expect("a configuration");
        let all = &config.settings;
        assert_eq!(
            (all.limit, all.snippets, all.context, all.threads),
            (Some(4), Some(3), Some(2), Some(1))
        );
        assert_eq!(config.index_dir, project.join("kept"));
        let paths = all.paths.clone().expect("paths");
        assert_eq!(paths, [project.join("."), home.path().join("more")]);
        assert_eq!(config.files.len(), 2);

        let config = Config::new(flags, false, &around).expect("a configuration");
        assert_eq!((config.settings.context, config.settings.snippets), (None, Some(3)));
        assert_eq!(config.index_dir, below.join("index"));

        // Without a word about it, the nearest index upwards is taken.
        std::fs::create_dir_all(home.path().join("index")).expect("a folder");
        std::fs::write(home.path().join("index/manifest.json"), "{}").expect("a file");
        let config = Config::new(Settings::default(), false, &around).expect("a configuration");
        assert_eq!(config.index_dir, home.path().join("index"));
    }

    #[test]
    fn a_wrong_variable_is_named() {
        let around = Surroundings {
            vars: vec![("ONRECORD_LIMIT".into(), "many".into())],
            ..Surroundings::default()
        };
        let failure = Config::new(Settings::default(), false, &around).expect_err("a mistake");
        let said = (
            "ONRECORD_LIMIT: \"many\": not a number".to_owned(),
            Some("unset ONRECORD_LIMIT".to_owned()),
        );
        assert_eq!(message(failure), said);
    }
}
