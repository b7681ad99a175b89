"""Who works in the vault."""


class NotAllowed(Exception):
    """The keeper lacks a right."""


class Keeper:
    def __init__(self, name, rights):
        self.name = name
        self.rights = rights

    def must(self, right):
        """Refuses keepers without a right."""
        if right not in self.rights:
            raise NotAllowed(f"{self.name} lacks {right}")
