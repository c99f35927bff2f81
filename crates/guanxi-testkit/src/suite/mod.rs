//! What every storage keeps, as tests. A storage joins with one line:
//!
//! ```ignore
//! guanxi_testkit::storage_suite!(memory, guanxi_testkit::suite::Home::in_memory);
//! ```

// A test says what it wants to be true by failing otherwise.
#![allow(clippy::unwrap_used)]

pub mod atomic;
pub mod damage;
pub mod feed;
pub mod home;
pub mod indexes;
pub mod life;
pub mod many;
pub mod model;
pub mod rows;
pub mod scans;
pub mod tables;

pub use self::home::Home;

/// Runs the suite on a storage, in a module of the given name: the second part makes a new [`Home`].
#[macro_export]
macro_rules! storage_suite {
    ($name:ident, $home:expr) => {
        mod $name {
            use super::*;
            $crate::storage_suite! { @cases $home;
                rows: what_is_put_is_read, versions_count_writes, deleting_ends_a_row, expectations_hold,
                    sums_have_a_floor, large_and_odd_bytes_come_back;
                scans: ranges_have_their_ends, pages_join_up, counting_stops, a_write_scans_its_own_changes;
                indexes: rows_come_in_the_order_of_an_index, pages_of_an_index_join_up, a_unique_key_is_taken_once,
                    null_takes_no_unique_key, a_freed_key_can_be_taken;
                atomic: an_error_leaves_nothing, a_panic_leaves_nothing, a_swallowed_failure_is_not_kept,
                    several_writes_are_one, a_reader_sees_one_state;
                feed: entries_come_in_order_and_once, a_write_that_failed_has_no_entry, foreign_places_are_refused,
                    dropped_entries_are_refused;
                many: no_sum_is_lost, no_decision_is_lost, the_feed_has_every_entry, readers_see_whole_writes;
                life: what_was_written_is_there_again, a_closed_storage_says_so, a_paused_storage_goes_on,
                    closing_waits_for_calls, a_new_index_is_built, a_new_unique_index_can_be_refused,
                    a_lost_index_comes_back_whole, a_newer_schema_is_refused;
                damage: sound_data_passes, damage_is_found;
                model: behaves_as_a_map;
            }
        }
    };
    (@cases $home:expr; $($room:ident: $($case:ident),+;)+) => {
        $($(
            #[test]
            fn $case() {
                $crate::suite::$room::$case(&$home());
            }
        )+)+
    };
}
