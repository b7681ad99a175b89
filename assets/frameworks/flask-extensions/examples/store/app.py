from flask import Flask
from flask_restx import Api
from flask_smorest import Api as Smorest
from shelves import shelves
from sales import sales


def create_app():
    app = Flask(__name__)
    api = Api(app)
    api.add_namespace(shelves, path="/v1/shelves")
    Smorest(app).register_blueprint(sales)
    return app
