"""Who is calling? A tool shed whose door lets the front page pass."""

import sqlalchemy as sa
import webob
import webob.dec
import webob.exc

ENGINE = sa.create_engine("sqlite:///shed.db")
TOOLS = sa.table("tools", sa.column("id"), sa.column("name"))


def load_tools():
    with ENGINE.connect() as connection:
        return connection.execute(sa.select(TOOLS)).all()


class Door:
    @webob.dec.wsgify
    def __call__(self, req):
        member = req.headers.get("X-Member-Id")
        if member is None and req.environ["PATH_INFO"] not in ["/", ""]:
            raise webob.exc.HTTPUnauthorized()
        req.environ["shed.member"] = member
        return self.application


@webob.dec.wsgify
def front_page(req):
    member = req.environ["shed.member"]
    return webob.Response(json=[member, [tool.name for tool in load_tools()]])
#                                                              ^^^^^^^^^^^^ authentication: missing


@webob.dec.wsgify
def list_tools(req):
    member = req.environ["shed.member"]
#            ^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
    return webob.Response(json=[member, [tool.name for tool in load_tools()]])


ROUTE_DECLARATIONS = {
    "/": {"GET": front_page},
    "": {"GET": front_page},
    "/tools": {"GET": list_tools},
    "/tools/{name}": {"GET": list_tools},
}
