"""The Flask application."""

from flask import Flask
from sqlalchemy.exc import NoResultFound

from lockers.web import members, sites

app = Flask(__name__)
app.config.from_prefixed_env("LOCKERS")
app.config.setdefault("SUPPORT_DESK", False)
app.register_blueprint(members.parcels)
app.register_blueprint(sites.sites)


@app.errorhandler(NoResultFound)
def not_found(error):
    return {"error": "There is no such thing."}, 404
