//! How much of the bundled world is confirmed, organization by organization, as it stands in the guide.
#![cfg(feature = "dataset")]

use std::collections::BTreeMap;
use std::path::Path;

use comity::{Date, Day};
use expect_test::expect_file;
use serde_json::Value;

use crate::domain::bundled_lines;

/// What one file has, and how much of it is confirmed.
#[derive(Clone, Debug, Default)]
struct Share {
    rows: [usize; 2],
    texts: [usize; 2],
    newest: Option<Day>,
}

impl Share {
    fn count(&mut self, record: &Value) {
        let kind = |name: &str| record.get(name).is_some();
        let counted = if kind("membership") || kind("overlay") {
            for end in ["from", "to"].into_iter().filter_map(|end| record[end].as_str()) {
                self.newest = self.newest.max(Date::parse(end).unwrap().earliest());
            }
            &mut self.rows
        } else if kind("treaty") || kind("provision") || kind("law") || kind("relation") {
            &mut self.texts
        } else {
            return;
        };
        counted[0] += 1;
        counted[1] += usize::from(record["evidence"] == "verified");
    }

    fn row(&self, name: &str, covered: &str) -> String {
        let newest = self.newest.map_or_else(|| "–".to_owned(), |day| day.to_string());
        let share = |[all, confirmed]: [usize; 2]| match all {
            0 => "– | –".to_owned(),
            _ => format!("{all} | {} %", 100 * confirmed / all),
        };
        format!("| {name} | {covered} | {newest} | {} | {} |", share(self.rows), share(self.texts))
    }
}

/// The table of the guide, as the files have it now.
fn by_organization() -> String {
    let mut lines = vec![
        "| organization | grades covered | last change | rows | confirmed | texts and clauses | confirmed |"
            .to_owned(),
        "|---|---|---|---:|---:|---:|---:|".to_owned(),
    ];
    let mut others = BTreeMap::new();
    let mut all = Share::default();
    for (file, records) in bundled_lines() {
        let records = records.iter().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let records: Vec<Value> = records.collect();
        let mut share = Share::default();
        for record in &records {
            share.count(record);
            all.count(record);
        }
        let stem = Path::new(&file).file_stem().unwrap().to_str().unwrap();
        if Path::new(&file).parent().unwrap().ends_with("organizations") {
            let body = records.iter().find(|record| record["organization"] == *stem).unwrap();
            let statuses = body["coverage"]["statuses"].as_array();
            let covered = statuses.map_or_else(
                || "all".to_owned(),
                |statuses| statuses.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
            );
            lines.push(share.row(&format!("`{stem}`"), &covered.replace('_', " ")));
        } else if share.texts[0] > 0 {
            others.insert(stem.to_owned(), share);
        }
    }
    for (name, share) in others {
        lines.push(share.row(&format!("*{name}*"), "–"));
    }
    lines.push(all.row("**all**", "–"));
    lines.join("\n")
}

/// To bring the page up to date, run this test with `UPDATE_EXPECT=1`.
#[test]
fn the_guide_says_how_much_of_each_organization_is_confirmed() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/guide/bundled-world.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let begins = page.find("| organization | grades covered |").unwrap();
    let ends = begins + page[begins..].find("\n\n").unwrap();
    let table = by_organization();
    let page = format!("{}{table}{}", &page[..begins], &page[ends..]);
    expect_file![path].assert_eq(&page);
}
