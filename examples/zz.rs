//! x
use comity::*;
fn main() {
    let w = World::bundled();
    let v = w.as_of(date(2024, 10, 20));
    let t = std::time::Instant::now();
    let s = v.accessions();
    println!("{:?} {} cells", t.elapsed(), s.cells.len());
    let mut c = std::collections::BTreeMap::new();
    for x in &s.cells {
        *c.entry(x.outlook.as_str()).or_insert(0) += 1;
    }
    println!("{c:?}");
    for x in &s.cells {
        if let query::Outlook::MustExit { exits, earliest, because } = &x.outlook {
            println!(
                "{} joins {}: exits {:?} {:?} {:?} eligible {:?}",
                w.key(x.state),
                w.key(x.organization),
                exits.iter().map(|b| w.key(*b)).collect::<Vec<_>>(),
                earliest,
                because.iter().map(|b| &*w[*b].key).collect::<Vec<_>>(),
                x.eligible
            );
        }
    }
}
