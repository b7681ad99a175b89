"""A mill: who may do what stands in lists that its resources have."""

from pyramid.authorization import Allow, Authenticated, Everyone
from pyramid.config import Configurator
from pyramid.view import view_config
from store import Sack, session


class Root:
    __acl__ = [(Allow, Everyone, "look"), (Allow, Authenticated, ("buy", "sell"))]


class Loft:
    __acl__ = ((Allow, Everyone, ("look", "count")), (Allow, "group:millers", "sell"))


class Cellar:
    __acl__ = [(Allow, Authenticated, "count")]


@view_config(route_name="sacks", request_method="GET", renderer="json", permission="look")
def look(request):
# <- access: not-applicable
# <- authentication: not-applicable
# <- caching: not-applicable
    return session.query(Sack).all()


# One list grants it to everybody, another does not.
@view_config(route_name="sacks", request_method="PUT", renderer="json", permission="count")
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: guarded
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
def count(request):
# <- caching: not-applicable
    return session.query(Sack).all()


@view_config(route_name="sacks", request_method="POST", renderer="json", permission="buy")
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: guarded
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
def buy(request):
# <- caching: not-applicable
    session.add(Sack(grams=1))


def main(global_config, **settings):
    with Configurator(settings=settings, root_factory=Root) as config:
        config.add_route("sacks", "/sacks")
        config.scan()
    return config.make_wsgi_app()

