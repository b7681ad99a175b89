"""What looks like escaping for a filter, and is none."""

import html

import ldap3
from flask import Flask, request

app = Flask(__name__)


def directory():
    return ldap3.Connection(ldap3.Server("directory.example"), auto_bind=True)


@app.get("/html")
def escaped_for_another_reader():
    name = html.escape(request.args["name"])
    return {"found": directory().search("ou=staff", f"(uid={name})")}
#                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ldap-injection: missing


@app.get("/star")
def a_star_is_not_all():
    name = request.args["name"].replace("*", "")
    return {"found": directory().search("ou=staff", f"(uid={name})")}
#                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ldap-injection: missing
