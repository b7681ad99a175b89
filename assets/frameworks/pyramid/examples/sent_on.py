"""Nobody keeps a redirect."""
from pyramid.httpexceptions import HTTPFound
from pyramid.view import view_config
from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import Session, declarative_base

Base = declarative_base()
session = Session()


class Item(Base):
    id = Column(Integer, primary_key=True)
    next = Column(String)


@view_config(route_name="next_item", permission="read")
def next_item(request):
# <- caching: not-applicable
    item = session.query(Item).get(request.matchdict["number"])
    return HTTPFound(location=item.next)


@view_config(route_name="item", permission="read", renderer="json")
def item(request):
    return session.query(Item).get(request.matchdict["number"])
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ caching: missing
