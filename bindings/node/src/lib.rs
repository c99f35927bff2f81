//! guanxi for Node.js.
