//! Whether a rule that a program declares looks at the object it is asked about.

use std::collections::HashMap;

use super::{declared, ways};
use crate::analysis::value::Arguments;
use crate::analysis::world::World;

/// What a rule asks with regard to an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::analysis) enum Regards {
    /// Each way through compares something of it, or asks for a right over all; or it
    /// is not known what the rule asks.
    Object,
    /// For a right over everybody's objects, and nothing of this one.
    All,
    /// Some way through lets callers pass whatever the object is.
    Nothing,
}

impl World {
    /// What the rule that a call names asks of the object that the call is given.
    pub(in crate::analysis) fn regards(&self, arguments: &Arguments) -> Regards {
        let rules = self.rules.get_or_init(|| {
            let frameworks = self.models.catalog().frameworks();
            let rows = frameworks.iter().filter_map(|rows| rows.policy_rules.as_ref());
            let all = rows.flat_map(|row| declared(self, row));
            all.map(|rule| (rule.name, rule.asks)).collect()
        });
        let mut named = arguments.values().filter_map(|value| rules.get(&**value.as_str()?));
        named.next().map_or(Regards::Object, |asks| self.regards_of(asks, rules))
    }

    fn regards_of(&self, asks: &str, rules: &HashMap<String, String>) -> Regards {
        let Some(ways) = ways(asks, rules) else { return Regards::Object };
        let is_target = |part: &String| part.contains("%(");
        let is_role = |part: &String| part.starts_with("role:") || part.starts_with("not role:");
        let over_all = |part: &String| {
            let role = part.strip_prefix("role:");
            role.is_some_and(|role| self.is_administrator_name(role))
        };
        if ways.iter().flatten().any(|part| !is_target(part) && !is_role(part)) {
            return Regards::Object;
        }
        let open = |way: &Vec<String>| !way.iter().any(|part| is_target(part) || over_all(part));
        match () {
            () if ways.iter().any(open) => Regards::Nothing,
            () if ways.iter().flatten().any(is_target) => Regards::Object,
            () if ways.is_empty() => Regards::Object,
            () => Regards::All,
        }
    }
}
