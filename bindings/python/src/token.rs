use guanxi::progress;
use pyo3::prelude::*;

/// Asks a call to stop.
#[pyclass(frozen, module = "guanxi")]
pub(crate) struct CancelToken(pub(crate) progress::CancelToken);

#[pymethods]
impl CancelToken {
    #[new]
    fn new() -> Self {
        Self(progress::CancelToken::new())
    }

    /// Asks the call to stop at the next safe place. Cannot be taken back.
    fn cancel(&self) {
        self.0.cancel();
    }

    /// Whether somebody asked.
    #[getter]
    fn cancelled(&self) -> bool {
        self.0.is_cancelled()
    }
}
