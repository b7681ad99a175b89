from pyramid.config import Configurator


def includeme(config):
    config.add_route("items", "/items")
    config.add_route("item", "/items/{number}")
    config.add_route("old_item", "/old/{number}")


def main(global_config, **settings):
    with Configurator(settings=settings) as config:
        config.include(".app")
        config.add_route("front", "")
        config.add_route("edit", pattern="/items/{number}/edit")
        config.add_route("plain", "/plain")
        config.add_view("views.plain", route_name="plain", permission="read")
        config.scan()
    return config.make_wsgi_app()
