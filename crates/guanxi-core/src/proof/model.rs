use guanxi_macros::model;

/// How a stored row differs from what the facts make it.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DifferenceKind {
    /// It is not stored.
    Missing,
    /// It is stored and should not be.
    Extra,
    /// It is stored with another body.
    Different,
}

/// One row that differs.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// How.
    pub kind: DifferenceKind,
    /// Its key, in hexadecimal.
    pub key: String,
}

/// One table compared.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TableProof {
    /// Its name.
    pub table: String,
    /// Rows that the facts make.
    pub rows: u64,
    /// Rows that are not stored.
    pub missing: u64,
    /// Rows that are stored and should not be.
    pub extra: u64,
    /// Rows stored with another body.
    pub different: u64,
    /// The first of them, by key.
    pub differences: Vec<Difference>,
}

impl TableProof {
    /// How many rows differ, in whichever way.
    pub fn differing(&self) -> u64 {
        self.missing + self.extra + self.different
    }
}

/// What verify or rebuild found.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct VerifyReport {
    /// Each state table, compared; where a storage is read with SQL, each table of what is shown, too.
    pub tables: Vec<TableProof>,
    /// What is wrong inside the storage.
    pub storage_problems: Vec<String>,
}

impl VerifyReport {
    /// Whether stored state is what the facts make it, and the storage is whole.
    pub fn is_equal(&self) -> bool {
        self.storage_problems.is_empty() && self.tables.iter().all(|t| t.differing() == 0)
    }
}
