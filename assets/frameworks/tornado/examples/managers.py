"""What answers is chosen by the configuration: a class that only says what
others do stands for those that do it."""
import os
from typing import cast

from tornado.web import Application, HTTPError, RequestHandler


class Store:
    def drop(self, name):
        raise NotImplementedError

    def peek(self, name):
        raise NotImplementedError


class Files(Store):
    def drop(self, name):
        os.remove(os.path.join("/store", name))

    def peek(self, name):
        if not self.settings.allow(name):
            raise HTTPError(403)
        return open(os.path.join("/store", name)).read()


class Handler(RequestHandler):
    @property
    def store(self) -> Store:
        return cast("Store", self.application.settings["store"])

    def delete(self, name):
        self.store.drop(name)
#       ^^^^^^^^^^^^^^^^^^^^^ authentication: missing

    def get(self, name):
        if not self.current_user:
#          ^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
            raise HTTPError(403)
        if self.get_argument("quiet", None) is None:
            self.write(self.store.peek(name))


application = Application([(r"/store/(\w+)", Handler)])
