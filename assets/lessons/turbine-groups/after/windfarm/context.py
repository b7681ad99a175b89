"""On whose behalf a request is made."""


class NotAllowed(Exception):
    """The operator lacks a right."""


class Context:
    """An operator and their rights."""

    def __init__(self, operator, rights):
        self.operator = operator
        self.rights = rights

    def can(self, right):
        """Refuses operators without a right."""
        if right not in self.rights:
            raise NotAllowed(f"{self.operator} lacks {right}")
