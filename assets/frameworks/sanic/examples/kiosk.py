from sanic import Blueprint, Sanic, json
from sanic.exceptions import Forbidden, Unauthorized
from sanic.views import HTTPMethodView
from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import Session, declarative_base

Base = declarative_base()
session = Session()
app = Sanic("kiosk")
papers = Blueprint("papers", url_prefix="/papers")


class Item(Base):
    id = Column(Integer, primary_key=True)
    title = Column(String)


@papers.on_request
async def known(request):
    if request.token != request.app.config.TOKEN:
        raise Unauthorized("Who are you?")


# It sees the answer, when everything is done.
@app.middleware("response")
async def late(request, response):
    if request.token is None:
        raise Forbidden("Too late")


@papers.get("/<number:int>")
async def paper(request, number):
# <- authentication: guarded
# <- input-validation: not-applicable
    return json(session.query(Item).get(number), headers={"Cache-Control": "no-store"})
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ caching: guarded
#               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing


@papers.delete("/<number:int>")
async def drop(request, number):
# <- authentication: guarded
# <- input-validation: not-applicable
# <- caching: not-applicable
    if request.ctx.user.role != "keeper":
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: guarded
        raise Forbidden("Keepers only")
    session.delete(session.query(Item).get(number))
    return json({})


class Desk(HTTPMethodView):
    async def post(self, request):
    # <- caching: not-applicable
        data = request.json
        if "title" not in data:
#          ^^^^^^^^^^^^^^^^^^^ input-validation: guarded
            return json({"missing": "title"}, status=400)
        session.add(Item(title=data["title"]))
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: missing
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing
        return json({}, status=201)


app.add_route(Desk.as_view(), "/desk")
app.blueprint(papers)
