"""Asks for a scope before an endpoint runs."""

from functools import wraps

from starlette.exceptions import HTTPException


def needs(scope):
    """Lets only callers with this scope through to the endpoint."""

    def decorate(endpoint):
        @wraps(endpoint)
        async def guarded(request):
            if scope not in request.auth.scopes:
                raise HTTPException(403, f"This needs the scope {scope}.")
            return await endpoint(request)

        return guarded

    return decorate
