//! Tables that remember which of their cells were read, and differences that are told all at once.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::path::{Path, PathBuf};

use comity::model::{Evidence, Provenance};
use comity::time::Interval;
use comity::{Date, EntityId, World};

/// The folder of the tables.
///
/// # Panics
///
/// If no variable names it: a comparison without tables must not pass.
pub(crate) fn folder() -> PathBuf {
    let folder = match (std::env::var_os("COMITY_DOMAIN"), std::env::var_os("COMITY_DATA")) {
        (Some(domain), _) => PathBuf::from(domain),
        (None, Some(data)) => Path::new(&data).join("../domain"),
        (None, None) => panic!("set COMITY_DOMAIN to the folder of the domain tables"),
    };
    assert!(folder.is_dir(), "{} is no folder", folder.display());
    folder
}

/// The whole text of a file of the folder.
pub(crate) fn text(folder: &Path, file: &str) -> String {
    let path = folder.join(file);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The key in the world of an id in the tables.
pub(crate) fn key(id: &str) -> String {
    id.to_lowercase().replace('_', "-")
}

/// The keys of a list of ids.
pub(crate) fn keys(ids: Option<&str>) -> Vec<String> {
    ids.map(|ids| ids.split(',').map(|id| key(id.trim())).collect()).unwrap_or_default()
}

/// The date of a cell.
pub(crate) fn date(cell: Option<&str>) -> Option<Date> {
    cell.map(|text| Date::parse(text).unwrap_or_else(|error| panic!("{text}: {error}")))
}

/// The interval of two cells.
pub(crate) fn interval(from: Option<&str>, to: Option<&str>) -> Interval {
    Interval { from: date(from), to: date(to) }
}

/// The words of a text, in lower case, without the punctuation around them.
pub(crate) fn words(text: &str) -> BTreeSet<String> {
    let apart = |char: char| char.is_whitespace() || "()[]{},;\"`=/|".contains(char);
    let bare = text.replace("..", " ");
    let words = bare.split(apart).map(|word| word.trim_matches(['.', ':', '\'']).to_lowercase());
    words.filter(|word| word.chars().any(char::is_alphanumeric)).collect()
}

/// What a mark says.
pub(crate) fn evidence(mark: &str) -> Evidence {
    match mark {
        "V" => Evidence::Verified,
        "K" => Evidence::General,
        "D" => Evidence::Derived,
        "X" => Evidence::Contested,
        "?" => Evidence::Unseen,
        _ => panic!("no such mark: {mark}"),
    }
}

/// The mark as the tables have it: they do not ask what authority a source has.
pub(crate) fn seen(evidence: Option<Evidence>) -> Option<Evidence> {
    evidence.map(|mark| if mark == Evidence::Reported { Evidence::Verified } else { mark })
}

/// One line of a table.
#[derive(Debug)]
pub(crate) struct Row {
    table: &'static str,
    name: String,
    cells: BTreeMap<String, String>,
    unread: RefCell<BTreeSet<String>>,
}

impl Row {
    /// A cell as it stands.
    pub(crate) fn raw(&self, column: &str) -> &str {
        self.unread.borrow_mut().remove(column);
        let cell = self.cells.get(column);
        cell.unwrap_or_else(|| panic!("{} has no column {column}", self.table))
    }

    /// A cell, or nothing where it stands for nothing.
    pub(crate) fn cell(&self, column: &str) -> Option<&str> {
        Some(self.raw(column)).filter(|cell| !matches!(*cell, "" | "-" | "–"))
    }

    /// The key of the id in a cell.
    pub(crate) fn key(&self, column: &str) -> String {
        key(self.raw(column))
    }

    /// The date in a cell.
    pub(crate) fn date(&self, column: &str) -> Option<Date> {
        date(self.cell(column))
    }
}

/// The lines of a table; the first cells of a line, as many as it takes, are its name.
pub(crate) fn table(folder: &Path, table: &'static str, named_by: usize) -> Vec<Row> {
    let text = text(folder, &format!("{table}.tsv"));
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let rows = lines.map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        assert_eq!(cells.len(), header.len(), "{table}: {line}");
        let column = |column: &&str| (*column).to_owned();
        Row {
            table,
            name: cells[..named_by].join(" "),
            unread: RefCell::new(header.iter().map(column).collect()),
            cells: header.iter().map(column).zip(cells.iter().map(|&c| c.to_owned())).collect(),
        }
    });
    let rows: Vec<Row> = rows.collect();
    assert!(!rows.is_empty(), "{table} is empty");
    rows
}

/// Everything in which the tables and the world differ, and which records a table accounts for.
#[derive(Debug)]
pub(crate) struct Differences<'w> {
    /// The world that is compared.
    pub(crate) world: &'w World,
    lines: Vec<String>,
    seen: BTreeSet<String>,
    cells: usize,
}

impl<'w> Differences<'w> {
    pub(crate) fn new(world: &'w World) -> Self {
        Self { world, lines: Vec::new(), seen: BTreeSet::new(), cells: 0 }
    }

    /// Notes a difference that is not one of two values.
    pub(crate) fn tell(&mut self, row: &Row, column: &str, what: &str) {
        let Row { table, name, cells, .. } = row;
        let cell = cells.get(column).map_or("", |cell| cell);
        self.lines.push(format!("{table} | {name} | {column} | table: {cell} | world: {what}"));
    }

    /// Notes a difference of the whole.
    pub(crate) fn say(&mut self, what: String) {
        self.lines.push(what);
    }

    /// Compares the value of a cell with that of the world.
    #[expect(clippy::needless_pass_by_value, reason = "most values are made for the comparison")]
    pub(crate) fn same<T, U>(&mut self, row: &Row, column: &str, table: T, world: U)
    where
        T: PartialEq<U>,
        U: Debug,
    {
        self.cells += 1;
        if table != world {
            self.tell(row, column, &format!("{world:?}"));
        }
    }

    /// Compares something of the whole: a count of records, or that there is a row.
    #[expect(clippy::needless_pass_by_value, reason = "the values are made for the comparison")]
    pub(crate) fn same_whole<T: PartialEq + Debug>(&mut self, what: &str, table: T, world: T) {
        self.cells += 1;
        if table != world {
            self.lines.push(format!("{what} | - | table: {table:?} | world: {world:?}"));
        }
    }

    /// The one record that a row stands for, by its key; none or a second one is a difference.
    pub(crate) fn one<T>(&mut self, row: &Row, key: &str, record: Option<T>) -> Option<T> {
        if record.is_none() {
            self.tell(row, "-", &format!("no record {key}"));
        } else if !self.account(key) {
            self.tell(row, "-", &format!("{key} stands for another row already"));
        }
        record
    }

    /// Notes that a table accounts for a record; no if one has before.
    pub(crate) fn account(&mut self, key: &str) -> bool {
        self.seen.insert(key.to_owned())
    }

    /// Whether a table accounts for the record.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.seen.contains(key)
    }

    /// Compares the cells `mark` and `src`; nothing may stand on a day of its own.
    pub(crate) fn marked(&mut self, row: &Row, provenance: &Provenance) {
        self.same(row, "mark", Some(evidence(row.raw("mark"))), seen(provenance.evidence));
        self.cited(row, "src", provenance);
    }

    /// Compares a list of sources.
    pub(crate) fn cited(&mut self, row: &Row, column: &str, provenance: &Provenance) {
        self.sources(row, column, &keys(row.cell(column)), provenance);
    }

    /// Compares sources with a list of keys.
    pub(crate) fn sources(
        &mut self,
        row: &Row,
        column: &str,
        table: &[String],
        provenance: &Provenance,
    ) {
        let cited = provenance.sources.iter();
        let world = self.world;
        let found: Vec<&str> = cited.map(|c| world.key(EntityId::from(c.source))).collect();
        self.same(row, column, table, found.as_slice());
        let placed = provenance.sources.iter().any(|citation| citation.locator.is_some());
        self.same(row, "a place in a source", false, placed);
        self.same(row, "recorded", None, provenance.recorded);
    }

    /// Compares the cell `note`.
    pub(crate) fn noted(&mut self, row: &Row, provenance: &Provenance) {
        self.same(row, "note", row.cell("note"), provenance.note.as_deref());
    }

    /// Tells of columns of a table that nobody compared.
    pub(crate) fn all_read(&mut self, rows: &[Row]) {
        for row in rows {
            let unread = row.unread.borrow();
            for column in unread.iter() {
                self.tell(row, column, "nobody compared this cell");
            }
        }
    }

    /// Ends the comparison: prints what no line of a list explains (table, row, columns, why), and what it explains in
    /// vain; fails if there is anything.
    pub(crate) fn finish(self, explained: &str) {
        let mut cells_explained = BTreeSet::new();
        for line in explained.lines().skip(1) {
            let cells: Vec<&str> = line.split('\t').collect();
            let [table, row, columns, why] = cells[..] else { panic!("{line}: no four cells") };
            assert!(!why.trim().is_empty(), "{line}: why?");
            cells_explained.extend(columns.split(", ").map(|column| [table, row, column]));
        }
        let mut in_vain = cells_explained.clone();
        let unexplained = self.lines.iter().filter(|line| {
            let parts: Vec<&str> = line.splitn(4, " | ").collect();
            let [table, row, column, _] = parts[..] else { return true };
            in_vain.remove(&[table, row, column]);
            !cells_explained.contains(&[table, row, column])
        });
        let unexplained: Vec<&String> = unexplained.collect();
        for line in &unexplained {
            println!("{line}");
        }
        for cell in &in_vain {
            println!("no longer so: {}", cell.join(" | "));
        }
        println!("{} cells and fields compared", self.cells);
        let (unexplained, in_vain) = (unexplained.len(), in_vain.len());
        assert!(
            unexplained == 0 && in_vain == 0,
            "{unexplained} differences and {in_vain} explanations of none, printed above"
        );
    }
}
