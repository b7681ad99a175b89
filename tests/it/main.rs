//! The one integration test binary: every promise of the program, by topic.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on should say where"
)]

mod additions;
mod anchors;
mod beside;
mod blame;
mod changed_guards;
mod changed_reach;
mod checks;
mod chosen_calls;
mod claims_ground;
mod claims_read;
mod claims_read_hostile;
mod claims_read_scanners;
mod claims_reworded;
mod claims_together;
mod cli_author;
mod cli_baseline;
mod cli_check;
mod cli_claims;
mod cli_config;
mod cli_demo;
mod cli_errors;
mod cli_help;
mod cli_signals;
mod cli_sync;
mod cli_triage;
mod cli_triage_refused;
mod decisions;
mod declared_guards;
mod demo;
mod discover_frameworks;
mod discover_routers;
mod docs;
mod examples;
mod frameworks;
mod git_odd_files;
mod git_ranges;
mod in_memory;
mod interface_versions;
mod kept_guards;
mod laxer_tests;
mod layers;
mod lost_refusals;
mod moved_handlers;
mod named_effects;
mod near_misses;
mod nothing_lost;
mod own_remarks;
mod patch;
mod policy_rules;
mod prefilter;
mod program_wide;
mod read_through;
mod recipes;
mod report_fixture;
mod report_hosts;
mod report_json;
mod report_outcome;
mod report_page;
mod report_plain;
mod report_sarif;
mod report_schemas;
mod report_text;
mod rights_asked;
mod robust;
mod routes_mappers;
mod screen_blame;
mod screen_claims;
mod screen_data;
mod screen_first_look;
mod screen_held;
mod screen_jumps;
mod screen_matrix;
mod screen_odd;
mod screen_paste;
mod screen_ranges;
mod screen_reload;
mod screen_resume;
mod screen_snapshots;
mod screen_terminal;
mod service_changes;
mod service_guards;
mod since_review;
mod soundness;
mod store_killed;
mod store_merge;
mod support;
mod taken;
mod telling_guards;
mod tornado;
