//! Entering and leaving modules and functions, and where the walk stands.

use std::collections::HashSet;
use std::sync::Arc;

use super::passage::Passage;
use super::{Frame, Walk};
use crate::analysis::fact::Site;
use crate::analysis::project::ModuleFile;
use crate::analysis::scope::Scope;
use crate::analysis::value::Value;
use crate::syntax::python::ast::{Function, Range};

impl Frame {
    /// The frame of code of a file under these names, entered where the walk
    /// stands.
    pub(super) fn new(walk: &Walk<'_>, file: &Arc<ModuleFile>, scope: Scope) -> Self {
        Self {
            file: Arc::clone(file),
            scope,
            owner: None,
            receiver: None,
            globals: HashSet::new(),
            returned: None,
            returns: Vec::new(),
            found: Vec::new(),
            loops: Vec::new(),
            answers: false,
            is_handler: false,
            base: walk.conditions.len(),
            way: walk.trail.len(),
            passage: Passage::default(),
            address: std::ptr::null(),
        }
    }
}

impl Walk<'_> {
    /// The frame of a module's top level or of an expression on its own.
    pub(in crate::analysis) fn enter_module(&mut self, file: &Arc<ModuleFile>) {
        let frame = Frame::new(self, file, Scope::default());
        self.frames.push(frame);
    }

    /// Leaves the frame that was entered last.
    pub(in crate::analysis) fn leave_module(&mut self) {
        self.frames.pop();
    }

    /// The frame of a function that is not run: its parameters are unknown but
    /// for the object it belongs to.
    pub(in crate::analysis) fn enter_function(
        &mut self,
        file: &Arc<ModuleFile>,
        function: &Arc<Function>,
        receiver: Option<Value>,
    ) {
        let outer = self.frames.last().map(|frame| Arc::new(frame.scope.clone()));
        self.enter_module(file);
        let Some(frame) = self.frames.last_mut() else { return };
        frame.scope.outer = outer;
        frame.address = Arc::as_ptr(function);
        frame.receiver.clone_from(&receiver);
        let mut own = receiver;
        for parameter in &function.parameters {
            frame.scope.set(&parameter.name, own.take().unwrap_or(Value::UNKNOWN));
        }
    }

    /// Whether the walk stands in a function.
    pub(in crate::analysis) fn in_function(&self) -> bool {
        self.frames.last().is_some_and(|frame| !frame.address.is_null())
    }

    pub(in crate::analysis) fn frame(&mut self) -> Option<&mut Frame> {
        self.frames.last_mut()
    }

    /// The function being walked gives an answer: what a library does by it is
    /// decided on this line.
    pub(super) fn tells_library(&mut self, range: Range) {
        let Some(site) = self.site(range).filter(|site| !site.file.is_library()) else { return };
        let outer = self.frames.iter_mut().rev().nth(1);
        if let Some(frame) = outer.filter(|frame| frame.file.is_library()) {
            frame.passage.told_by = Some(site);
        }
    }

    /// In a library: puts the line of the tree that it goes by on the trail; false
    /// when there is none.
    pub(super) fn push_told(&mut self) -> bool {
        let Some(frame) = self.frames.last() else { return false };
        let known = |site: &Site| self.trail.last().is_some_and(|last| last.same(site));
        match frame.passage.told_by.clone().filter(|site| frame.file.is_library() && !known(site)) {
            Some(site) => {
                self.trail.push(site);
                true
            }
            None => false,
        }
    }

    /// The file being walked; none before the first frame.
    pub(in crate::analysis) fn here(&self) -> Option<&Arc<ModuleFile>> {
        self.frames.last().map(|frame| &frame.file)
    }

    /// A site in the file being walked.
    pub(in crate::analysis) fn site(&self, range: Range) -> Option<Site> {
        Some(Site { file: Arc::clone(self.here()?), range })
    }
}
