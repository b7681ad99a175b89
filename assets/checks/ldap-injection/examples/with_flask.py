"""What are filters made of? The directory of a lending library."""

import ldap3
from flask import Flask, request
from ldap3.utils.conv import escape_filter_chars

app = Flask(__name__)


def directory():
    return ldap3.Connection(ldap3.Server("directory.example"), auto_bind=True)


@app.get("/staff")
def staff():
    name = escape_filter_chars(request.args["name"])
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ldap-injection: guarded
    found = directory().search("ou=staff", f"(uid={name})")
    return {"found": found}


@app.get("/members")
def members():
    found = directory().search("ou=members", f"(uid={request.args['name']})")
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ldap-injection: missing
    return {"found": found}


@app.get("/everybody")
def everybody():
# <- ldap-injection: not-applicable
    return {"found": directory().search("ou=staff", "(uid=*)")}
