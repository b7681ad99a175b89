from flask.views import MethodView
from flask_httpauth import HTTPTokenAuth
from flask_principal import Permission, RoleNeed
from flask_smorest import Blueprint, abort
from marshmallow import Schema, ValidationError, fields
from store import Item, session

sales = Blueprint("sales", __name__, url_prefix="/sales")
auth = HTTPTokenAuth()
sellers = Permission(RoleNeed("seller"))


class Sale(Schema):
    title = fields.String(required=True)


@sales.route("/")
class Sales(MethodView):
    @auth.login_required
    #^^^^^^^^^^^^^^^^^^^ authentication: guarded
    @sales.arguments(Sale, location="query")
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ input-validation: guarded
    def get(self, wanted):
        return session.query(Item).filter_by(title=wanted["title"]).all()
#              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing

    @auth.login_required(role="seller")
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: guarded
    @sales.arguments(Sale)
    #^^^^^^^^^^^^^^^^^^^^^ input-validation: guarded
    def post(self, sale):
        session.add(Item(title=sale["title"]))

    @auth.login_required(optional=True)
    def delete(self):
    # <- input-validation: not-applicable
        session.delete(session.query(Item).first())
#                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: missing
#                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing


@sales.route("/<int:number>", methods=["DELETE"])
@sellers.require(403)
#^^^^^^^^^^^^^^^^^^^^ authentication: guarded
#^^^^^^^^^^^^^^^^^^^^ access: guarded
def drop(number):
# <- input-validation: not-applicable
    found = session.query(Item).get(number)
    if found is None:
        abort(404)
    session.delete(found)
