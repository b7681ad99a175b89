"""What are filters made of? The directory of a reading room."""

import ldap
from fastapi import FastAPI
from ldap.filter import escape_filter_chars

app = FastAPI()


@app.get("/readers")
def readers(name: str):
    directory = ldap.initialize("ldap://directory.example")
    return directory.search_s("ou=readers", ldap.SCOPE_SUBTREE, "(uid=" + name + ")")
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ldap-injection: missing


@app.get("/readers/escaped")
def escaped_readers(name: str):
    directory = ldap.initialize("ldap://directory.example")
    wanted = escape_filter_chars(name)
#            ^^^^^^^^^^^^^^^^^^^^^^^^^ ldap-injection: guarded
    return directory.search_s("ou=readers", ldap.SCOPE_SUBTREE, f"(uid={wanted})")


@app.get("/rooms")
def rooms():
# <- ldap-injection: not-applicable
    directory = ldap.initialize("ldap://directory.example")
    return directory.search_s("ou=rooms", ldap.SCOPE_SUBTREE, "(cn=*)")
