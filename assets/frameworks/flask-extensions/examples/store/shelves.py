from flask_jwt_extended import jwt_required
from flask_limiter import Limiter
from flask_restx import Namespace, Resource, fields
from store import Item, session

shelves = Namespace("shelves")
shelf = shelves.model("Shelf", {"title": fields.String})
limiter = Limiter()


@shelves.route("/<int:number>")
class Shelf(Resource):
    @jwt_required()
    #^^^^^^^^^^^^^^ authentication: guarded
    def get(self, number):
    # <- input-validation: not-applicable
        return session.query(Item).get(number)
#              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing

    @jwt_required()
    #^^^^^^^^^^^^^^ authentication: guarded
    @shelves.expect(shelf, validate=True)
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ input-validation: guarded
    def post(self, number):
        session.add(Item(title=shelves.payload["title"]))
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing

    # Nobody has to be anybody here, and the model is not checked.
    @jwt_required(optional=True)
    @shelves.expect(shelf)
    def put(self, number):
        session.add(Item(title=shelves.payload["title"]))
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: missing
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing
#                              ^^^^^^^^^^^^^^^ input-validation: missing
