//! What is known of texts that are put together where they are given: all of
//! `'private, max-age=%d' % seconds` but the number.

use std::sync::Arc;

use crate::syntax::python::ast::{Expr, ExprKind};

/// Texts nested deeper than this are not looked at.
const MAX_DEPTH: usize = 8;

/// The known parts of a text, where the code puts it together right there.
pub(super) fn known_parts(text: &Expr) -> Option<Arc<str>> {
    let mut parts = Vec::new();
    match &text.kind {
        // One that is known as a whole says it itself.
        ExprKind::Str(_) => return None,
        _ => collect(text, 0, &mut parts),
    }
    (!parts.is_empty()).then(|| parts.join("\n").into())
}

fn collect<'code>(text: &'code Expr, depth: usize, parts: &mut Vec<&'code str>) {
    if depth > MAX_DEPTH {
        return;
    }
    match &text.kind {
        ExprKind::Str(known) => parts.push(known),
        ExprKind::Format(_, all) => all.iter().for_each(|part| collect(part, depth + 1, parts)),
        ExprKind::Binary(left, operator, right) if &**operator == "+" => {
            collect(left, depth + 1, parts);
            collect(right, depth + 1, parts);
        }
        ExprKind::Binary(left, operator, _) if &**operator == "%" => {
            collect(left, depth + 1, parts);
        }
        ExprKind::Call(call) => {
            if let ExprKind::Attribute(template, name) = &call.function.kind
                && &**name == "format"
            {
                collect(template, depth + 1, parts);
            }
        }
        _ => {}
    }
}
