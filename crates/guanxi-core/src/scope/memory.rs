//! What areas keep in memory beside a store.

use std::{
    any::Any,
    sync::{Arc, Mutex, PoisonError},
};

/// One value of each type, made when it is first asked for, shared by all handles on a store. Nothing in it is part of
/// what the shop knows: it can be made again of the store at any time.
#[derive(Default)]
pub(crate) struct Memory(Mutex<Vec<Arc<dyn Any + Send + Sync>>>);

impl Memory {
    /// The value of a type.
    pub(crate) fn of<T: Default + Send + Sync + 'static>(&self) -> Arc<T> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = held.iter().find_map(|value| value.clone().downcast().ok());
        known.unwrap_or_else(|| {
            let made = Arc::new(T::default());
            held.push(made.clone());
            made
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_type_has_one_value() {
        let memory = Memory::default();
        *memory.of::<Mutex<u32>>().lock().unwrap() = 7;
        assert_eq!(*memory.of::<Mutex<u32>>().lock().unwrap(), 7);
        assert_eq!(*memory.of::<Mutex<u64>>().lock().unwrap(), 0);
    }
}
