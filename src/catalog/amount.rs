//! How much a framework file says, in numbers.

use super::Framework;

impl Framework {
    /// How many rows say what code does.
    #[must_use]
    pub fn row_count(&self) -> usize {
        self.models.len()
            + self.statuses.len()
            + self.route_calls.len()
            + self.mount_calls.len()
            + self.class_views.len()
            + self.conventions.len()
    }

    /// How many decorators mean something.
    #[must_use]
    pub fn decorator_count(&self) -> usize {
        self.route_decorators.len()
            + self.method_decorators.len()
            + self.handler_decorators.len()
            + self.before_hooks.len()
            + self.error_handlers.len()
            + self.not_analysed.len()
    }
}
