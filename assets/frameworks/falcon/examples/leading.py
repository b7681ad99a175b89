"""Where a weir's pages lead, and the cookies they leave."""
import falcon


class Gate:
    def on_post(self, req, resp):
        resp.set_cookie("gate", "open", secure=False)
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ cookie-flags: missing
        raise falcon.HTTPSeeOther(req.get_param("next"))
#             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ redirect: missing


class Ladder:
    def on_post(self, req, resp):
        resp.set_cookie("step", "1")
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ cookie-flags: guarded
        resp.location = req.get_param("next")
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ redirect: missing


app = falcon.App()
app.add_route("/gate", Gate())
app.add_route("/ladder", Ladder())
