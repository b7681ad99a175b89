"""On whose behalf a request is made."""


class NotAllowed(Exception):
    """The carrier may not do this."""


class Context:
    """A carrier and its rights."""

    def __init__(self, carrier, rights):
        self.carrier = carrier
        self.rights = rights

    def can(self, right):
        """Refuses carriers that lack a right."""
        if right not in self.rights:
            raise NotAllowed(right)

    def owns(self, delivery):
        """Refuses carriers whose delivery this is not."""
        if delivery.carrier != self.carrier:
            raise NotAllowed("delivery %s" % delivery.id)
