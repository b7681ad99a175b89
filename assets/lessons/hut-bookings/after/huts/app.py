"""Makes the application."""

from pyramid.authentication import AuthTktCookieHelper
from pyramid.authorization import ACLHelper, Allow, Authenticated, Everyone
from pyramid.config import Configurator

from huts import store


class Root:
    """Who may do what."""

    __acl__ = [
        (Allow, Everyone, "look"),
        (Allow, Authenticated, "book"),
        (Allow, "role:warden", "manage"),
    ]

    def __init__(self, request):
        self.request = request


class Policy:
    """Knows members by a signed cookie."""

    def __init__(self, secret):
        self.cookie = AuthTktCookieHelper(secret, hashalg="sha512", secure=True)
        self.acl = ACLHelper()

    def identity(self, request):
        known = self.cookie.identify(request)
        if known is None:
            return None
        return store.member_of(known["userid"])

    def authenticated_userid(self, request):
        identity = self.identity(request)
        return None if identity is None else identity.id

    def permits(self, request, context, permission):
        principals = [Everyone]
        identity = self.identity(request)
        if identity is not None:
            principals += [Authenticated, f"role:{identity.role}"]
        return self.acl.permits(context, principals, permission)


def main(global_config, **settings):
    with Configurator(settings=settings, root_factory=Root) as config:
        config.set_security_policy(Policy(settings["huts.secret"]))
        config.add_route("huts", "/huts")
        config.add_route("hut", r"/huts/{hut_id:\d+}")
        config.add_route("nights", r"/huts/{hut_id:\d+}/nights")
        config.add_route("closing", r"/huts/{hut_id:\d+}/closing")
        config.scan("huts.views")
    return config.make_wsgi_app()
