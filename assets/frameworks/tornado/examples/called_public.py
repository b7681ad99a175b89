"""What stands below a base that is called public may be read by anybody."""
from tornado import web


class PublicPages(web.RequestHandler):
    pass


class PublicKeyPages(web.RequestHandler):
    pass


class Timetable(PublicPages):
    def get(self, line):
#   ^^^^^^^^^^^^^^^^^^^^ authentication: not-applicable
#   ^^^^^^^^^^^^^^^^^^^^ access: not-applicable
        with open("/lines/" + line) as file:
            self.write(file.read())

    def post(self, line):
        with open("/lines/" + line, "w") as file:
#            ^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: missing
#            ^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing
            file.write(self.get_body_argument("times"))


class Notes(PublicPages):
    def get(self, line):
        if not self.current_user:
#          ^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
            raise web.HTTPError(401)
        with open("/notes/" + line) as file:
#            ^^^^^^^^^^^^^^^^^^^^^^ access: missing
            self.write(file.read())


class Keys(PublicKeyPages):
    def get(self, name):
        with open("/keys/" + name) as file:
#            ^^^^^^^^^^^^^^^^^^^^^ authentication: missing
#            ^^^^^^^^^^^^^^^^^^^^^ access: missing
            self.write(file.read())


class PublicOpinions(web.RequestHandler):
    def get(self, name):
        with open("/opinions/" + name) as file:
#            ^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: missing
#            ^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing
            self.write(file.read())
