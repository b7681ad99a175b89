//! What a program puts between a library and what that reaches: methods of its own
//! that the library asks first, as a transport of an HTTP client.

use std::sync::Arc;

use super::Walk;
use super::ways::How;
use crate::analysis::classes::Member;
use crate::analysis::value::{
    Arguments, ClassValue, External, FunctionValue, Instance, Kind, Origins, Value,
};
use crate::catalog::Reader;
use crate::syntax::python::ast::{Name, Range};

impl Walk<'_> {
    /// Asks the program's own object behind a call about what is read: whatever its
    /// tests let through was shown by them.
    pub(super) fn ask_own(
        &mut self,
        row: &Reader,
        external: &External,
        taken: &mut [Value],
        range: Range,
    ) {
        let (Some(class), Some(path)) = (&external.class, &row.asks_with) else { return };
        let about = taken.iter().fold(Origins::NONE, |all, value| all | value.all_origins());
        if self.quiet || !about.is_unfit() {
            return;
        }
        // Whichever of several ways it came by, it is this one value that is asked about.
        let about = self.step_on(about, range, How::Same, "");
        for name in &row.asks_own {
            let Some(method) = self.own_method_of(class, external.number, name) else { continue };
            let given = Value::external(path.as_str()).with(about);
            let given = Arguments { positional: vec![given], ..Arguments::default() };
            self.invoke(&method, given, range);
            let tested = self.tested(Value::unknown(about));
            taken.iter_mut().for_each(|value| value.clone_from(&tested));
            return;
        }
    }

    /// A method of the tree on this object.
    fn own_method_of(
        &self,
        class: &Arc<ClassValue>,
        number: u32,
        name: &str,
    ) -> Option<Arc<FunctionValue>> {
        let name: Name = name.into();
        let Member::Function(owner, function) = self.world.find_member(class, &name) else {
            return None;
        };
        let object = Value::new(Kind::Instance(Arc::new(Instance {
            class: Arc::clone(class),
            number,
            arguments: Arguments::default(),
        })));
        (!owner.file.is_library()).then(|| {
            Arc::new(FunctionValue {
                file: Arc::clone(&owner.file),
                function,
                owner: Some(owner),
                receiver: Some(object),
                scope: None,
            })
        })
    }
}
