//! Handlers of FastAPI, Django, Django REST framework and Tornado are found with their
//! methods and routes, also where these are put together from several files.

use lineproof::model::FileAssessment;

use crate::in_memory::InMemory;

/// What the engine says of every file of a tree.
fn assess(files: &[(&str, &str)]) -> Vec<FileAssessment> {
    InMemory::of(files).assess()
}

/// `path::name METHODS routes`, in order.
pub(crate) fn handlers(files: &[(&str, &str)]) -> Vec<String> {
    let mut found: Vec<String> = InMemory::of(files)
        .assess()
        .iter()
        .flat_map(|file| &file.handlers)
        .map(|handler| {
            let methods: Vec<&str> = handler.methods.iter().map(|one| one.as_str()).collect();
            let routes: Vec<&str> =
                handler.routes.iter().map(|route| route.template.as_str()).collect();
            format!("{} {} {}", handler.id, methods.join(","), routes.join(" "))
        })
        .collect();
    found.sort();
    found
}

#[test]
fn fastapi_prefixes_of_routers_and_their_mounts_are_put_together() {
    let found = handlers(&[
        (
            "shop/main.py",
            "from fastapi import FastAPI\nfrom shop import api\napp = FastAPI()\n\
             app.include_router(api.router, prefix='/v1')\n\
             @app.api_route('/health', methods=['GET', 'HEAD'])\ndef health():\n    return {}\n",
        ),
        (
            "shop/api.py",
            "from fastapi import APIRouter\nfrom shop.parts import parts\n\
             router = APIRouter(prefix='/shop')\nrouter.include_router(parts, prefix='/all')\n",
        ),
        (
            "shop/parts.py",
            "from fastapi import APIRouter\nparts = APIRouter(prefix='/parts')\n\
             class Own:\n    @parts.delete('/{number}')\n    def drop(self, number: int):\n        pass\n\
             @parts.get('')\nasync def parts_list():\n    return []\n",
        ),
        ("shop/__init__.py", ""),
    ]);
    assert_eq!(
        found,
        [
            "shop/main.py::health GET,HEAD /health",
            "shop/parts.py::Own.drop DELETE /v1/shop/all/parts/{number}",
            "shop/parts.py::parts_list GET /v1/shop/all/parts",
        ]
    );
}

#[test]
fn a_router_class_of_the_project_declares_like_its_base() {
    let found = handlers(&[(
        "web.py",
        "from fastapi import APIRouter\n\
         class Guarded(APIRouter):\n    def __init__(self, prefix='', **more):\n        \
         super().__init__(prefix=prefix, **more)\n\
         router = Guarded(prefix='/in')\n@router.post('/side')\ndef side():\n    pass\n",
    )]);
    assert_eq!(found, ["web.py::side POST /in/side"]);
}

#[test]
fn a_websocket_is_listed_as_not_analysed() {
    let assessed = assess(&[(
        "web.py",
        "from fastapi import FastAPI\napp = FastAPI()\n\
         @app.websocket('/live')\nasync def live(socket):\n    await socket.accept()\n",
    )]);
    let reasons: Vec<&str> =
        assessed.iter().flat_map(|file| &file.not_analysed).map(|one| &*one.reason).collect();
    assert_eq!(reasons, ["`live`: a websocket endpoint, which is not analysed"]);
}

#[test]
fn starlette_route_tables_lead_to_functions_and_endpoint_classes() {
    let found = handlers(&[(
        "web.py",
        "from starlette.applications import Starlette\n\
         from starlette.endpoints import HTTPEndpoint\nfrom starlette.routing import Route\n\
         async def home(request):\n    return None\n\
         class Desk(HTTPEndpoint):\n    async def post(self, request):\n        return None\n\
         app = Starlette(routes=[Route('/', home), Route('/desk', endpoint=Desk)])\n",
    )]);
    assert_eq!(found, ["web.py::Desk.post POST /desk", "web.py::home GET /"]);
}

#[test]
fn django_routes_are_followed_through_includes_lists_and_decorators() {
    let found = handlers(&[
        (
            "site/urls.py",
            "from django.urls import include, path, re_path\nfrom site_app import views\n\
             extra = [path('more/', views.more)]\n\
             urlpatterns = [path('app/', include('site_app.urls')), path('x/', include(extra))]\n\
             urlpatterns += [re_path(r'^old/(?P<pk>[0-9]+)/$', views.old)]\n",
        ),
        (
            "site_app/urls.py",
            "from django.contrib.auth.decorators import login_required\n\
             from django.urls import path\nfrom . import views\n\
             urlpatterns = [path('<int:pk>/', login_required(views.Page.as_view()))]\n",
        ),
        (
            "site_app/views.py",
            "from django.views import View\nfrom django.views.decorators.http import require_POST\n\
             @require_POST\ndef more(request):\n    pass\n\
             def old(request, pk):\n    pass\n\
             class Page(View):\n    def get(self, request, pk):\n        pass\n    \
             def put(self, request, pk):\n        pass\n",
        ),
        ("site_app/__init__.py", ""),
    ]);
    assert_eq!(
        found,
        [
            "site_app/views.py::Page.get GET /app/<int:pk>/",
            "site_app/views.py::Page.put PUT /app/<int:pk>/",
            "site_app/views.py::more POST /x/more/",
            "site_app/views.py::old  /old/(?P<pk>[0-9]+)/",
        ]
    );
}

#[test]
fn generic_views_and_viewsets_have_the_handlers_they_inherit() {
    let found = handlers(&[
        (
            "urls.py",
            "from django.urls import include, path\nfrom rest_framework.routers import \
             DefaultRouter\nimport views\nrouter = DefaultRouter()\n\
             router.register('books', views.Books)\n\
             urlpatterns = [path('api/', include(router.urls)), \
             path('one/<int:pk>/', views.One.as_view())]\n",
        ),
        (
            "views.py",
            "from django.views.generic import DetailView\n\
             from rest_framework.decorators import action\nfrom rest_framework import viewsets\n\
             class One(DetailView):\n    pass\n\
             class Books(viewsets.ReadOnlyModelViewSet):\n    lookup_field = 'isbn'\n    \
             @action(detail=True, methods=['post'])\n    def lend(self, request, isbn):\n        \
             pass\n",
        ),
    ]);
    assert_eq!(
        found,
        [
            "views.py::Books.lend POST /api/books/{isbn}/lend/",
            "views.py::Books.list GET /api/books/",
            "views.py::Books.retrieve GET /api/books/{isbn}/",
            "views.py::One.get GET /one/<int:pk>/",
        ]
    );
}

#[test]
fn tornado_routes_are_pairs_in_whatever_list_and_put_together_of_parts() {
    let found = handlers(&[
        (
            "zoo/base.py",
            "from tornado import web\nclass Base(web.RequestHandler):\n    pass\n\
             animal = r'(?P<animal>\\w+)'\n",
        ),
        (
            "zoo/pens.py",
            "from zoo.base import Base, animal\n\
             class Pens(Base):\n    def get(self):\n        pass\n    put = post = get\n\
             class Pen(Base):\n    async def delete(self, animal):\n        pass\n\
             class Shut(Pen):\n    pass\n\
             class Doors(Base):\n    def get(self):\n        pass\n\
             routes = [\n    ('pens', Pens),\n    (rf'/pens/{animal}', Pen),\n\
             ('/shut/%s' % animal, Shut, {}),\n]\n",
        ),
        (
            "zoo/app.py",
            "import tornado.web\nfrom tornado.web import url\nfrom zoo import pens\n\
             class App(tornado.web.Application):\n    def __init__(self, prefix):\n\
             from zoo.pens import Doors\n        routes = list(pens.routes)\n\
             routes.append(url(prefix + r'/doors$', Doors, name='doors'))\n\
             super().__init__(routes)\n",
        ),
    ]);
    assert_eq!(
        found,
        [
            r"zoo/pens.py::Doors.get GET /doors",
            r"zoo/pens.py::Pen.delete DELETE /pens/(?P<animal>\w+)",
            r"zoo/pens.py::Pens.get GET,POST,PUT /pens",
            r"zoo/pens.py::Shut.delete DELETE /shut/(?P<animal>\w+)",
        ]
    );
}

#[test]
fn tornado_websockets_and_handlers_outside_the_tree_are_listed() {
    let files = assess(&[(
        "zoo/live.py",
        "import tornado.web\nfrom tornado.websocket import WebSocketHandler\n\
         class Live(WebSocketHandler):\n    def on_message(self, text):\n        pass\n\
         app = tornado.web.Application([\n    ('/live', Live),\n\
         ('/old', tornado.web.RedirectHandler, {'url': '/live'}),\n])\n",
    )]);
    let reasons: Vec<&str> = files[0].not_analysed.iter().map(|one| one.reason.as_str()).collect();
    assert_eq!(
        reasons,
        [
            "`Live`: a websocket: its messages are not analysed",
            "`'/old'` is answered by `tornado.web.RedirectHandler`, which is not code of this tree",
        ]
    );
    let names: Vec<&str> = files[0].handlers.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["Live.get"]);
}

#[test]
fn a_route_call_behind_a_method_of_the_program_is_followed() {
    let found = handlers(&[
        (
            "shop/api.py",
            "from flask_restful import Api\nfrom shop.parts import Parts\n\
             class OwnApi(Api):\n    def add(self, view, *paths):\n        self.add_resource(view, *paths)\n\
             api = OwnApi()\napi.add(Parts, '/parts/<number>')\n",
        ),
        (
            "shop/parts.py",
            "from flask_restful import Resource\n\
             class Parts(Resource):\n    def get(self, number):\n        return {}\n",
        ),
        ("shop/__init__.py", ""),
    ]);
    assert_eq!(found, ["shop/parts.py::Parts.get GET /parts/<number>"]);
}

#[test]
fn python_2_gives_what_can_be_understood() {
    let found = assess(&[(
        "app.py",
        "from flask import Flask, abort, request\napp = Flask(__name__)\n\
         @app.route('/x', methods=['POST'])\ndef x():\n    print 'got', request.data\n\
         \x20   try:\n        value = int(request.form['n'])\n    except ValueError, error:\n\
         \x20       abort(400)\n    raise RuntimeError, 'no'\n",
    )]);
    assert_eq!(found[0].handlers[0].endpoint(), "POST /x");
    let validated = found[0].findings.iter().find(|it| it.check().as_str() == "input-validation");
    assert_eq!(validated.unwrap().primary().first_line(), 8);
}
