//! Gender.

/// What a cell says about gender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Gender {
    /// Female.
    Female,
    /// Male.
    Male,
    /// Another one.
    Other,
}

/// Reads what people and systems write. `None` where nothing is told.
pub fn parse(text: &str) -> Option<Gender> {
    match super::fold::text(text).as_str() {
        "f" | "female" | "女" => Some(Gender::Female),
        "m" | "male" | "男" => Some(Gender::Male),
        _ => None,
    }
}
