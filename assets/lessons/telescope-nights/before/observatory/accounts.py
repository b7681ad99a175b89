"""Signs callers in."""

from starlette.authentication import (
    AuthCredentials,
    AuthenticationBackend,
    AuthenticationError,
    SimpleUser,
)


class KeyBackend(AuthenticationBackend):
    """Knows callers by the key they send."""

    def __init__(self, keys):
        self.keys = keys

    async def authenticate(self, conn):
        key = conn.headers.get("x-key")
        if key is None:
            return None
        if key not in self.keys:
            raise AuthenticationError("No such key.")
        account = self.keys[key]
        return AuthCredentials(["authenticated", *account["scopes"]]), SimpleUser(account["name"])
