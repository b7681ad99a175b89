"""Who may work in the library."""

import falcon


class LibrariansOnly:
    """Keeps out whoever has no librarian's token."""

    def __init__(self, tokens):
        self.tokens = tokens

    def process_request(self, req, resp):
        token = req.get_header("Authorization", default="").removeprefix("Bearer ")
        if token not in self.tokens:
            raise falcon.HTTPUnauthorized(title="No librarian")
        req.context.librarian = self.tokens[token]
