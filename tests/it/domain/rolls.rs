//! Memberships, overlays and relations.

use std::path::Path;

use comity::model::{RelationKind, Timed};

use super::compare::{Differences, interval, table};

/// `memberships.tsv`: the spells of a member in a body as a grade, the oldest first.
pub(super) fn memberships(folder: &Path, diff: &mut Differences<'_>) {
    let (world, tables) = (diff.world, diff.world.tables());
    let rows = table(folder, "memberships", 4);
    for row in &rows {
        let ends = (row.key("member"), row.key("org"), row.raw("status"));
        let spell = tables.participations.iter().find_map(|spell| {
            let detail = tables.detail(&spell)?;
            let (member, body) = (world.key(tables.member(&spell)), world.key(tables.body(&spell)));
            ((member, body, spell.status.as_str()) == (&*ends.0, &*ends.1, ends.2)
                && !diff.has(&detail.key))
            .then_some((spell, detail))
        });
        let known = spell.map_or(String::new(), |(_, detail)| detail.key.to_string());
        let Some((spell, detail)) = diff.one(row, &known, spell) else { continue };
        let valid = interval(row.cell("from"), row.cell("to"));
        diff.same(row, "from", valid.from, detail.time.valid.from);
        diff.same(row, "to", valid.to, detail.time.valid.to);
        diff.same(row, "known", Timed::new(valid), detail.time);
        diff.same(row, "span", valid.span(), spell.span);
        diff.same(row, "end_reason", row.cell("end_reason"), detail.end_reason.as_deref());
        diff.same(row, "superseded", 0, detail.superseded.len());
        diff.same(row, "from acts", 0, detail.from_acts.len());
        diff.marked(row, &detail.provenance);
        diff.noted(row, &detail.provenance);
    }
    diff.all_read(&rows);
}

/// `overlays.tsv`.
pub(super) fn overlays(folder: &Path, diff: &mut Differences<'_>) {
    let (world, tables) = (diff.world, diff.world.tables());
    let rows = table(folder, "overlays", 3);
    for row in &rows {
        let ends = (row.key("member"), row.key("org"), row.raw("overlay"));
        let overlay = tables.overlays.iter().find(|overlay| {
            let (member, body) = (world.key(overlay.member), world.key(overlay.body.entity()));
            (member, body, overlay.kind.as_str()) == (&*ends.0, &*ends.1, ends.2)
        });
        let known = overlay.map_or("", |overlay| &overlay.key);
        let Some(overlay) = diff.one(row, known, overlay) else { continue };
        let valid = interval(row.cell("from"), row.cell("to"));
        diff.same(row, "from", valid.from, overlay.time.valid.from);
        diff.same(row, "to", valid.to, overlay.time.valid.to);
        diff.same(row, "known", Timed::new(valid), overlay.time);
        diff.same(row, "legal_effect", Some(row.raw("legal_effect")), overlay.effect.as_deref());
        diff.marked(row, &overlay.provenance);
        diff.noted(row, &overlay.provenance);
    }
    diff.all_read(&rows);
}

/// `relations.tsv`.
pub(super) fn relations(folder: &Path, diff: &mut Differences<'_>) {
    let (world, tables) = (diff.world, diff.world.tables());
    let rows = table(folder, "relations", 3);
    for row in &rows {
        let kind = match row.raw("relation") {
            "continues_state" => RelationKind::Continues.as_str(),
            kind => kind,
        };
        let (subject, object) = (row.key("from"), row.key("to"));
        let relation = tables.relations.iter().find(|relation| {
            let ends = (world.key(relation.subject), world.key(relation.object));
            relation.kind.as_str() == kind && ends == (&*subject, &*object)
        });
        let known = relation.map_or("", |relation| &relation.key);
        let Some(relation) = diff.one(row, known, relation) else { continue };
        let valid = interval(row.cell("start"), row.cell("end"));
        diff.same(row, "start", valid.from, relation.time.valid.from);
        diff.same(row, "end", valid.to, relation.time.valid.to);
        diff.same(row, "known", Timed::new(valid), relation.time);
        diff.marked(row, &relation.provenance);
        diff.noted(row, &relation.provenance);
    }
    diff.all_read(&rows);
}
