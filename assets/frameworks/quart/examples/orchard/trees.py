from quart import Blueprint, abort, request
from quart_auth import login_required
from store import Item, session

trees = Blueprint("trees", __name__)


@trees.get("/<int:number>")
@login_required
#^^^^^^^^^^^^^^ authentication: guarded
async def tree(number):
# <- input-validation: not-applicable
    return session.query(Item).get(number)
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ caching: missing


@trees.post("/")
async def plant():
# <- authentication: guarded
# <- caching: not-applicable
    data = await request.get_json()
    if not isinstance(data, dict):
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^ input-validation: guarded
        abort(400)
    session.add(Item(title=data["title"]))
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing
    return {}


@trees.put("/<int:number>")
async def change(number):
# <- authentication: guarded
# <- caching: not-applicable
    form = await request.form
#                ^^^^^^^^^^^^ input-validation: missing
    found = session.query(Item).get(number)
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing
    found.title = form["title"]
    return {}
