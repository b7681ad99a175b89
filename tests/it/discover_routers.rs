//! Handlers are found with their routes where these are declared from
//! factories, by name, by tables, on classes, or for plain objects.

use crate::discover_frameworks::handlers;

/// The handlers of an example of a framework, given as its files.
macro_rules! example {
    ($folder:literal, $($file:literal),+) => {
        handlers(&[$((
            $file,
            include_str!(concat!("../../assets/frameworks/", $folder, "/", $file)),
        )),+])
    };
}

#[test]
fn pyramid_views_answer_the_routes_of_their_names() {
    let found = example!("pyramid/examples/board", "app.py", "views.py", "store.py");
    assert_eq!(
        found,
        [
            "views.py::Edit.drop DELETE /items/{number}/edit",
            "views.py::Edit.save POST /items/{number}/edit",
            "views.py::Stored.store PUT /items/{number}/edit",
            "views.py::front  /",
            "views.py::item  /items/{number} /old/{number}",
            "views.py::items GET /items",
            "views.py::plain  /plain",
        ]
    );
}

#[test]
fn falcon_resources_are_what_routes_lead_to() {
    let found = example!("falcon/examples/shelf", "app.py", "shelves.py", "store.py");
    assert_eq!(
        found,
        [
            "shelves.py::Labels.on_delete DELETE /labels/{number}",
            "shelves.py::Shelves.on_get GET /shelves",
            "shelves.py::Shelves.on_post POST /shelves",
            "shelves.py::Stock.on_get GET /stock",
            "shelves.py::Stock.on_get_item GET /stock/{number}",
        ]
    );
}

#[test]
fn falcon_responders_without_a_route_are_told_by_their_parameters() {
    let found = handlers(&[(
        "web.py",
        "import falcon\n\
         class Desk:\n    def on_post(self, req, resp):\n        pass\n\
         class Machine:\n    def on_get(self, coin):\n        pass\n",
    )]);
    assert_eq!(found, ["web.py::Desk.on_post POST "]);
}

#[test]
fn aiohttp_routes_come_from_tables_calls_and_functions_given_the_app() {
    let found = example!("aiohttp/examples/harbour", "app.py", "views.py", "store.py");
    assert_eq!(
        found,
        [
            "views.py::Berths.post POST /berths",
            "views.py::Notes.post POST /notes",
            "views.py::arrivals GET /arrivals",
            "views.py::change PUT /notes/{number}",
            "views.py::ship GET /ships/{number}",
        ]
    );
}

#[test]
fn a_route_declared_inside_another_application_starts_with_its_prefix() {
    let found = handlers(&[(
        "web.py",
        "from aiohttp import web\n\
         async def stock(request):\n    pass\n\
         def make():\n    inner = web.Application()\n    inner.add_routes([web.get('/stock', stock)])\n    \
         app = web.Application()\n    app.add_subapp('/shop', inner)\n    return app\n",
    )]);
    assert_eq!(found, ["web.py::stock GET /shop/stock"]);
}

#[test]
fn starlette_mounts_put_their_prefix_before_lists_of_routes() {
    let found = example!("starlette/examples/garden", "app.py", "store.py");
    assert_eq!(
        found,
        [
            "app.py::Plant.delete DELETE /garden/plants/{number:int}",
            "app.py::Plant.get GET /garden/plants/{number:int}",
            "app.py::Plant.put PUT /garden/plants/{number:int}",
            "app.py::beds GET /garden/beds",
            "app.py::plants GET /plants",
        ]
    );
}

#[test]
fn sanic_blueprints_and_bottle_applications_are_groups() {
    let kiosk = example!("sanic/examples", "kiosk.py");
    assert_eq!(
        kiosk,
        [
            "kiosk.py::Desk.post POST /desk",
            "kiosk.py::drop DELETE /papers/<number:int>",
            "kiosk.py::paper GET /papers/<number:int>",
        ]
    );
    let tavern = example!("bottle/examples", "tavern.py");
    assert_eq!(
        tavern,
        [
            "tavern.py::cellar GET /cellar",
            "tavern.py::cook POST /meals",
            "tavern.py::meal GET,DELETE /meals/<number>",
        ]
    );
}

#[test]
fn quart_blueprints_are_mounted_inside_the_factory() {
    let found = example!("quart/examples/orchard", "app.py", "trees.py", "store.py");
    assert_eq!(
        found,
        [
            "app.py::everything GET /all",
            "trees.py::change PUT /trees/<int:number>",
            "trees.py::plant POST /trees/",
            "trees.py::tree GET /trees/<int:number>",
        ]
    );
}

#[test]
fn a_function_handed_to_the_framework_is_given_what_it_was_handed_to() {
    let found = handlers(&[(
        "web.py",
        "from pyramid.config import Configurator\nfrom pyramid.view import view_config\n\
         def main():\n    config = Configurator()\n    config.include(own_routes)\n\
         def own_routes(config):\n    config.add_route('shelf', '/shelf')\n\
         @view_config(route_name='shelf')\ndef shelf(request):\n    pass\n",
    )]);
    assert_eq!(found, ["web.py::shelf  /shelf"]);
}

#[test]
fn routes_are_declared_through_aliases_globals_and_modules_of_responders() {
    let found = handlers(&[
        (
            "shop/app.py",
            "import falcon\napp = None\n\
             def start():\n    global app\n    app = falcon.App()\n    \
             from .api import init as init_api\n    init_api(app)\n",
        ),
        (
            "shop/api.py",
            "def init(target):\n    from . import goods\n    target.add_route('/goods', goods)\n",
        ),
        ("shop/goods.py", "def on_get(req, resp):\n    pass\ndef on_put(req, resp):\n    pass\n"),
        ("shop/__init__.py", ""),
    ]);
    assert_eq!(found, ["shop/goods.py::on_get GET /goods", "shop/goods.py::on_put PUT /goods"]);
}

#[test]
fn a_method_of_an_object_answers_like_a_function() {
    let found = handlers(&[(
        "web.py",
        "from aiohttp import web\n\
         class Site:\n    async def front(self, request):\n        pass\n\
         def make():\n    site = Site()\n    app = web.Application()\n    add_route = app.router.add_route\n    \
         add_route('GET', '/', site.front)\n    return app\n",
    )]);
    assert_eq!(found, ["web.py::Site.front GET /"]);
}

#[test]
fn litestar_routers_list_controllers_and_functions() {
    let found = example!("litestar/examples/library", "app.py", "loans.py", "store.py");
    assert_eq!(
        found,
        [
            "loans.py::Loans.everything GET /desk/loans",
            "loans.py::Loans.give_back DELETE /desk/loans/{number:int}",
            "loans.py::Loans.one GET /desk/loans/{number:int}",
            "loans.py::about GET /about",
            "loans.py::lend POST /desk/lend",
            "loans.py::report POST /report",
        ]
    );
}

#[test]
fn namespaces_and_blueprints_of_flask_extensions_route_whole_classes() {
    let found =
        example!("flask-extensions/examples/store", "app.py", "sales.py", "shelves.py", "store.py");
    assert_eq!(
        found,
        [
            "sales.py::Sales.delete DELETE /sales/",
            "sales.py::Sales.get GET /sales/",
            "sales.py::Sales.post POST /sales/",
            "sales.py::drop DELETE /sales/<int:number>",
            "shelves.py::Shelf.get GET /v1/shelves/<int:number>",
            "shelves.py::Shelf.post POST /v1/shelves/<int:number>",
            "shelves.py::Shelf.put PUT /v1/shelves/<int:number>",
        ]
    );
}

#[test]
fn a_class_that_only_classes_below_have_routes_of_is_listed_with_them() {
    let found = handlers(&[(
        "club.py",
        "from flask import Flask\nfrom flask_restful import Api, Resource\n\
         app = Flask(__name__)\napi = Api(app)\n\
         class Listing(Resource):\n    def get(self):\n        return self.all()\n\
         \x20   def put(self):\n        return 'put'\n\
         class Open(Listing):\n    def all(self):\n        return []\n\
         \x20   def put(self):\n        return 'none'\n\
         api.add_resource(Open, '/open')\n\
         class Unused(Resource):\n    def get(self):\n        return 'unused'\n",
    )]);
    assert_eq!(
        found,
        [
            "club.py::Listing.put PUT ",
            "club.py::Open.get GET /open",
            "club.py::Open.put PUT /open",
            "club.py::Unused.get GET ",
        ]
    );
}
