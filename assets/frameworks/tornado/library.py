# What Tornado's own handlers do, as far as reviews ask about it. Never run.


class RequestHandler:
    def set_default_headers(self):
        pass

    def initialize(self, **kwargs):
        pass

    def prepare(self):
        pass


class StaticFileHandler(RequestHandler):
    def initialize(self, path, default_filename=None):
        self.root = path

    def head(self, path):
        return self.get(path, include_body=False)

    def get(self, path, include_body=True):
        absolute_path = self.get_absolute_path(self.root, path)
        self.absolute_path = self.validate_absolute_path(self.root, absolute_path)
        self.set_headers()
        content = self.served_file.read(path)
        self.write(content)

    def set_headers(self):
        pass


class WebSocketHandler(RequestHandler):
    def get(self, *args, **kwargs):
        self.check_origin(self.request.headers.get("Origin"))
        self.open(*args, **kwargs)
