"""What stands around the handlers of the quay: who asks, versions, media types."""

import functools

import jsonschema
import routes
import webob
import webob.dec
import webob.exc
from oslo_config import cfg
from oslo_context import context
from oslo_policy import policy
from oslo_serialization import jsonutils

ENFORCER = policy.Enforcer(cfg.CONF)
CONTEXT = "quay.context"
VERSION = "quay.version"


class RequestContext(context.RequestContext):
    def can(self, action, target=None):
        """Refuse who may not do this, to this."""
        if target is None:
            target = {"project_id": self.project_id, "user_id": self.user_id}
        ENFORCER.authorize(action, target, self)


def with_content(media_type):
    def decorator(handler):
        @functools.wraps(handler)
        def wrapper(req):
            if req.content_type != media_type:
                raise webob.exc.HTTPUnsupportedMediaType("send %s" % media_type)
            return handler(req)

        return wrapper

    return decorator


def from_version(minimum):
    def decorator(handler):
        @functools.wraps(handler)
        def wrapper(req):
            if req.environ[VERSION] < minimum:
                raise webob.exc.HTTPNotFound("not in this version")
            return handler(req)

        return wrapper

    return decorator


def extract_json(body, schema):
    """The JSON of a body, in the form that a schema asks for."""
    try:
        data = jsonutils.loads(body)
    except ValueError:
        raise webob.exc.HTTPBadRequest("malformed JSON")
    try:
        jsonschema.validate(data, schema)
    except jsonschema.ValidationError as exc:
        raise webob.exc.HTTPBadRequest("does not validate: %s" % exc.message)
    return data


class Gate:
    """Lets in whom the identity service has confirmed."""

    def __init__(self, application):
        self.application = application

    @webob.dec.wsgify
    def __call__(self, req):
        if req.headers.get("X-Identity-Status") != "Confirmed":
            raise webob.exc.HTTPUnauthorized("sign in first")
        req.environ[CONTEXT] = RequestContext.from_environ(req.environ)
        version = req.headers.get("Quay-API-Version", "1.0")
        req.environ[VERSION] = tuple(int(part) for part in version.split("."))
        return self.application


class Dispatcher:
    def __init__(self, declarations):
        self.mapper = routes.Mapper()
        for route, targets in declarations.items():
            for method, handler in targets.items():
                self.mapper.connect(route, action=handler, conditions={"method": [method]})

    def __call__(self, environ, start_response):
        found = self.mapper.match(environ=environ)
        if found is None:
            raise webob.exc.HTTPNotFound()
        handler = found.pop("action")
        environ["wsgiorg.routing_args"] = ((), found)
        try:
            return handler(environ, start_response)
        except policy.PolicyNotAuthorized as exc:
            raise webob.exc.HTTPForbidden(str(exc))
