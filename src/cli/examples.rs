//! The examples with which every help begins. They work on an archive of the reader, not on the samples.

/// Head of the help of the program.
pub const EXAMPLES: &str = "\
Examples:
  onrecord index ~/archive                  index a folder; again: only what changed
  onrecord query nafta wages                the best articles that have both words
  onrecord query '\"rules of origin\" date:2017-11'
  onrecord show d:9f2c                      one article, its quotes marked";

/// Head of the help of `index`.
pub const INDEX_EXAMPLES: &str = "\
Examples:
  onrecord index ~/archive                  create the index, or bring it up to date
  onrecord index                            the same folder again
  onrecord index . --exclude 'drafts/**' --source 'Example Wire=wire/**'
  find . -newer stamp | onrecord index --files-from -";

/// Head of the help of `watch`.
pub const WATCH_EXAMPLES: &str = "\
Examples:
  onrecord watch ~/archive                  index it now, and what changes from now on
  onrecord watch --on-new 'tee -a arrived.jsonl'
  onrecord watch . --on-new 'onrecord saved run strikes --new'";

/// Head of the help of `query`.
pub const QUERY_EXAMPLES: &str = "\
Examples:
  onrecord query nafta wages                both words
  onrecord query '\"rules of origin\" -mexico'   a phrase, and a word left out
  onrecord query 'auto w/5 tariff* date:2017-11'
  onrecord query 'quote(speaker:freeland \"sunset clause\")'
  onrecord query -l nafta | xargs wc -w     the files that match
  onrecord query --json -n 0 nafta | jq .title";

/// Head of the help of `quotes`.
pub const QUOTES_EXAMPLES: &str = "\
Examples:
  onrecord quotes 'sunset clause'           who said something about it
  onrecord quotes wages --speaker Olvera    what one person said of it
  onrecord quotes --role minister --kind direct
  onrecord quotes merger --act intention    what somebody plans or wants; --act silence: who did not say
  onrecord quotes --like q:7b3e             who else said this, and in which words
  onrecord quotes nafta --facet speaker:20  who is most quoted";

/// Head of the help of `timeline`.
pub const TIMELINE_EXAMPLES: &str = "\
Examples:
  onrecord timeline 'sunset clause'         who said what of it, when
  onrecord timeline wages --speaker Olvera
  onrecord timeline nafta --reverse -n 10   the latest first";

/// Head of the help of `show`.
pub const SHOW_EXAMPLES: &str = "\
Examples:
  onrecord show d:9f2c                      by the first letters of its id
  onrecord show wire/talks.txt              by its path
  onrecord show --quotes d:9f2c             who said what in it
  onrecord show --text d:9f2c | wc -w       its text alone";

/// Head of the help of `entities`.
pub const ENTITIES_EXAMPLES: &str = "\
Examples:
  onrecord entities --type person           who is named most
  onrecord entities --name olvera --with-roles
  onrecord entities nafta --type org        the organisations of the articles that match
  onrecord entities --cooccur 'Marta Olvera'
  onrecord entities merge 'Marta Olvera' 'M. Olvera Ruiz'";

/// Head of the help of `similar`.
pub const SIMILAR_EXAMPLES: &str = "\
Examples:
  onrecord similar d:9f2c                   who carried the story, who wrote of the same
  onrecord similar wire/talks.txt --copies
  pbpaste | onrecord similar -              is this text in the archive";

/// Head of the help of `saved`.
pub const SAVED_EXAMPLES: &str = "\
Examples:
  onrecord saved add wages 'nafta wages'    keep a query
  onrecord saved add olvera --quotes 'speaker:olvera wages'
  onrecord saved run wages --new            what was added since the last time, for cron
  onrecord saved list";

/// Head of the help of `export`.
pub const EXPORT_EXAMPLES: &str = "\
Examples:
  onrecord export > archive.jsonl           every document with its text
  onrecord export quotes nafta --csv > quotes.csv
  onrecord export mentions 'date:2017' | jq -r .name | sort | uniq -c";

/// Head of the help of `extract`.
pub const EXTRACT_EXAMPLES: &str = "\
Examples:
  onrecord extract story.txt                who says what in it
  onrecord extract ~/archive --json | jq -c 'select(.type==\"quote\")'
  pdftotext talks.pdf - | onrecord extract";

/// Head of the help of `stats`.
pub const STATS_EXAMPLES: &str = "\
Examples:
  onrecord stats                            what is in the index
  onrecord stats nafta date:2017            the same of the articles that match
  onrecord stats --failed                   the files that could not be read, and why";

/// Head of the help of `cite`.
pub const CITE_EXAMPLES: &str = "\
Examples:
  onrecord cite q:7b3e                      one quote, checked against its file
  onrecord cite d:9f2c wire/talks.txt       articles
  onrecord cite --markdown q:7b3e >> notes.md
  onrecord cite --json q:7b3e | jq .targets";

/// Head of the help of `verify`.
pub const VERIFY_EXAMPLES: &str = "\
Examples:
  onrecord verify                           is the index sound, and true of its files?
  onrecord verify ~/archive/2017 --content  hash every file of a folder
  onrecord verify --sample 100%             read every document again";

/// Head of the help of `fields`.
pub const FIELDS_EXAMPLES: &str = "\
Examples:
  onrecord fields                           fields, flags and operators of the query language
  onrecord fields --json | jq -r .name";

/// Head of the help of `schema`.
pub const SCHEMA_EXAMPLES: &str = "\
Examples:
  onrecord schema                           the names of the schemas
  onrecord schema doc                       JSON Schema of the lines of `query --json`";

/// Head of the help of `completions`.
pub const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  onrecord completions bash > ~/.local/share/bash-completion/completions/onrecord
  onrecord completions zsh > ~/.zfunc/_onrecord
  onrecord completions fish > ~/.config/fish/completions/onrecord.fish";

/// Head of the help of `man`.
pub const MAN_EXAMPLES: &str = "\
Examples:
  onrecord man | man -l -
  onrecord man > ~/.local/share/man/man1/onrecord.1";

/// Examples of `serve`.
#[cfg(feature = "serve")]
pub const SERVE_EXAMPLES: &str = "Examples:
  onrecord serve --open                      the archive in your browser
  onrecord serve --port 8000                 always under the same address
  curl -H \"Authorization: Bearer $KEY\" 'http://127.0.0.1:8000/api/v1/quotes?q=wages'";

/// Examples of `mcp`.
#[cfg(feature = "mcp")]
pub const MCP_EXAMPLES: &str = "\
Examples:
  onrecord mcp --index ~/archive/index      what an assistant is told to start; it ends with stdin
  claude mcp add archive -- onrecord mcp --index ~/archive/index
  {\"mcpServers\": {\"archive\": {\"command\": \"onrecord\", \"args\": [\"mcp\", \"--index\", \"/home/me/archive/index\"]}}}";
