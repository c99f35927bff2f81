//! guanxi for Python.
