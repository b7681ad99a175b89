from quart import Quart, abort, session as cookies
from trees import trees
from store import Item, session


def create_app():
    app = Quart(__name__)
    app.register_blueprint(trees, url_prefix="/trees")

    @app.before_request
    async def known():
        if cookies.get("user") is None:
            abort(401)

    @app.route("/all")
    async def everything():
#   ^^^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
    # <- input-validation: not-applicable
        return session.query(Item).all()
#              ^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing
#              ^^^^^^^^^^^^^^^^^^^^^^^^^ caching: missing

    return app
