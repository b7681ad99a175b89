//! What base classes, decorators and declarations from outside the tree do
//! without being called in sight.

use std::sync::Arc;

use super::Walk;
use super::external::extended;
use crate::analysis::value::{Arguments, ClassValue, External, Kind, Origins, Value};
use crate::model::FactKind;
use crate::syntax::python::ast::Range;

impl Walk<'_> {
    /// Building an object whose base class outside the tree does something.
    pub(super) fn construct_outside(
        &mut self,
        path: &str,
        class: &Arc<ClassValue>,
        arguments: &Arguments,
        range: Range,
    ) {
        let external = External {
            path: path.into(),
            class: Some(Arc::clone(class)),
            number: 0,
            arguments: Arguments::default(),
        };
        let called = format!("{path}()");
        let world = self.world;
        if let Some(model) = world.models.reading(&called, arguments).first() {
            let value = extended(&external, called, arguments.clone());
            self.apply(model, &Arc::new(external), (value, Origins::NONE), arguments, range);
        }
    }

    /// What a decorator from outside the tree does by being there.
    pub(in crate::analysis) fn decorator_facts(&mut self, decorator: &Value, range: Range) {
        let Kind::External(external) = &decorator.kind else { return };
        let called = format!("{}()", external.path);
        let world = self.world;
        // What the decorator was made with says what it does.
        if let Some(model) = world.models.reading(&called, &external.arguments).first() {
            let value = extended(external, called, Arguments::default());
            let made = (value, Origins::NONE);
            self.apply(model, &Arc::clone(external), made, &Arguments::default(), range);
        }
    }

    /// What a declaration of a route does by what it was given.
    pub(in crate::analysis) fn declared(&mut self, declaration: &Value, range: Range) {
        let Kind::External(external) = &declaration.kind else { return };
        let world = self.world;
        let arguments = external.arguments.clone();
        if let Some(model) = world.models.reading(&external.path, &arguments).first() {
            let asks = model.facts.contains(&FactKind::AccessChecked);
            if asks && world.asks_nothing(&arguments) {
                return self.note(FactKind::PublicDeclared, range, Origins::NONE, None);
            }
            let made = (declaration.clone(), Origins::NONE);
            self.apply(model, &Arc::clone(external), made, &arguments, range);
        }
    }
}
