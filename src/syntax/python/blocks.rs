//! The blocks that a statement is made of.

use super::ast::{Stmt, StmtKind};

impl Stmt {
    /// Its blocks in the order of the source; functions and classes have none that
    /// run with what is around them.
    #[must_use]
    pub fn blocks(&self) -> Vec<&[Stmt]> {
        match &self.kind {
            StmtKind::If(parts) => vec![&parts.then, &parts.otherwise],
            StmtKind::While(parts) => vec![&parts.body, &parts.otherwise],
            StmtKind::For(parts) => vec![&parts.body, &parts.otherwise],
            StmtKind::Try(parts) => {
                let mut blocks: Vec<&[Stmt]> = vec![&parts.body];
                blocks.extend(parts.handlers.iter().map(|clause| clause.body.as_slice()));
                blocks.extend([parts.otherwise.as_slice(), &parts.last]);
                blocks
            }
            StmtKind::With(_, body) | StmtKind::Other(body) => vec![body],
            StmtKind::Match(_, cases) => cases.iter().map(|case| case.body.as_slice()).collect(),
            _ => Vec::new(),
        }
    }
}
