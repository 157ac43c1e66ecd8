//! How a source is cited: its title, who published it, where it is printed, when, and the place in it.

use crate::Source;
use crate::model::SourceKind;

/// "Title, publisher, where it is printed, day, article 4".
pub(super) fn cited(source: &Source, at: Option<&str>) -> String {
    let title = &*source.profile.name;
    // A title that names its publisher does not name them twice.
    let publisher = source.publisher.as_deref().filter(|publisher| !title.contains(publisher));
    let date = source.date.map(|date| date.to_string());
    let parts = [Some(title), publisher, source.printed.as_deref(), date.as_deref(), at];
    let parts: Vec<&str> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

/// What a reader should know of a source without authority; nothing of another.
pub(super) const fn remark(source: &Source) -> Option<&'static str> {
    match source.kind {
        Some(SourceKind::Press) => Some("press"),
        Some(SourceKind::Mirror) => Some("copy"),
        Some(
            SourceKind::TreatySeries
            | SourceKind::Depositary
            | SourceKind::Official
            | SourceKind::Court
            | SourceKind::Scholarly
            | SourceKind::Reference,
        )
        | None => None,
    }
}
