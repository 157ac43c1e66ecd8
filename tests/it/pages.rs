//! What the pages say of the repository is so: their links lead to files, and the guide has every page.

use std::fs;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// The headings of a page, as links have them.
fn headings(page: &str) -> impl Iterator<Item = String> {
    let titles = page.lines().filter_map(|line| line.strip_prefix("## "));
    titles.map(|title| title.to_lowercase().replace(' ', "-"))
}

#[test]
fn links_to_files_lead_to_files() {
    let mut followed = 0;
    for page in ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"] {
        let text = read(page);
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if !link.starts_with("http") && !link.starts_with('#') {
                let (file, heading) = link.split_once('#').unwrap_or((link, ""));
                assert!(root().join(file).exists(), "{page}: {link}");
                let anchors = heading.is_empty() || headings(&read(file)).any(|one| one == heading);
                assert!(anchors, "{page}: {link} has no such heading");
                followed += 1;
            }
        }
    }
    assert!(followed > 10, "{followed} links");
}

#[test]
fn the_guide_has_every_page() {
    let guide = read("src/guide/mod.rs");
    for entry in fs::read_dir(root().join("src/guide")).unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        if let Some(page) = file.strip_suffix(".md") {
            let module = format!(
                "#[doc = include_str!(\"{file}\")]\npub mod {} {{}}",
                page.replace('-', "_")
            );
            assert!(guide.contains(&module), "{file}");
        }
    }
}

#[test]
fn the_page_on_features_agrees_with_the_manifest() {
    let (manifest, page) = (read("Cargo.toml"), read("src/guide/features.md"));
    let (_, rest) = manifest.split_once("[features]\n").unwrap();
    let (features, _) = rest.split_once("\n[").unwrap();
    let declared = features.lines().filter_map(|line| line.split_once(" = ")).map(|(name, _)| name);
    let mut declared: Vec<&str> = declared.filter(|name| *name != "default").collect();
    declared.sort_unstable();
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    assert_eq!(rows.collect::<Vec<_>>(), declared);

    let (_, rest) = manifest.split_once("rust-version = \"").unwrap();
    let oldest = format!("Rust {} ", rest.split('"').next().unwrap());
    assert!(page.contains(&oldest), "{oldest}");
}

#[test]
fn the_version_of_the_facts_is_that_of_their_changelog_and_of_their_citation() {
    let (changelog, citation) =
        (read("src/dataset/CHANGELOG.md"), read("src/dataset/CITATION.cff"));
    let heading = changelog.lines().find_map(|line| line.strip_prefix("## "));
    let version = comity::dataset::VERSION;
    assert_eq!(heading.and_then(|heading| heading.split(' ').next()), Some(version));
    let cited = citation.lines().find_map(|line| line.strip_prefix("version: "));
    assert_eq!(cited, Some(version));
}
