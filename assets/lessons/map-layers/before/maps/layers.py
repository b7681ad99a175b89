"""Handlers of layers."""

import pickle

import yaml
from bottle import Bottle, HTTPError, request

from maps.keys import editors_only
from maps.store import DRAWN, Layer, open_session

app = Bottle()


def checked_layer(data):
    """The name and the style of a layer, where it has both."""
    if not isinstance(data, dict) or not isinstance(data.get("name"), str):
        raise HTTPError(400, "A layer has a name.")
    if not isinstance(data.get("style"), dict):
        raise HTTPError(400, "A layer has a style.")
    return data["name"], data["style"]


@app.post("/layers")
@editors_only
def bring_layer():
    try:
        data = yaml.safe_load(request.body)
    except yaml.YAMLError:
        raise HTTPError(400, "That is not YAML.")
    name, style = checked_layer(data)
    with open_session() as session:
        layer = Layer(name=name, style=style)
        session.add(layer)
        session.commit()
        return {"id": layer.id}


@app.put("/layers/<layer_id:int>/style")
@editors_only
def set_style(layer_id):
    style = request.json
    if not isinstance(style, dict):
        raise HTTPError(400, "A style is an object.")
    with open_session() as session:
        layer = session.get(Layer, layer_id)
        if layer is None:
            raise HTTPError(404)
        layer.style = style
        session.commit()
        return {"id": layer_id}


@app.get("/drawn")
def drawn():
    with DRAWN.open("rb") as file:
        return {"layers": sorted(pickle.load(file))}
