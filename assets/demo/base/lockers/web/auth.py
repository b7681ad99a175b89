"""Who is calling, and what they may do."""

from functools import wraps

from flask import abort, g, session


class Member:
    """Somebody who signed in."""

    def __init__(self, id, rights, sites=()):
        self.id = id
        self.rights = rights
        self.sites = sites


def signed_in(view):
    """Refuses callers who have not signed in."""

    @wraps(view)
    def wrapper(*args, **kwargs):
        if "member" not in session:
            abort(401)
        g.member = Member(**session["member"])
        return view(*args, **kwargs)

    return wrapper


def requires(right):
    """Refuses members who lack a right."""

    def decorator(view):
        @wraps(view)
        def wrapper(*args, **kwargs):
            if right not in g.member.rights:
                abort(403)
            return view(*args, **kwargs)

        return wrapper

    return decorator


def require_recipient(parcel):
    """Refuses members to whom the parcel is not addressed."""
    if parcel.member_id != g.member.id:
        abort(404)


def require_site(locker):
    """Refuses staff who do not look after the locker's site."""
    if locker.site not in g.member.sites:
        abort(403)
