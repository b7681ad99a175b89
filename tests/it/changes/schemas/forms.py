import copy

MOST = 60

NAME = {
    "type": "string",
    "minLength": 1,
    "maxLength": MOST,
    "pattern": "^[a-z ]+$",
}

KITE = {
    "type": "object",
    "properties": {
        "name": NAME,
        "size": {"type": "integer", "minimum": 1, "maximum": 40},
        "colour": {"enum": ["red", "blue"]},
        "lines": {
            "type": "array",
            "items": {"type": "string", "format": "uuid"},
            "maxItems": 4,
            "uniqueItems": True,
        },
    },
    "required": [
        "name",
        "size",
    ],
    "additionalProperties": False,
}

KITE_V2 = copy.deepcopy(KITE)
KITE_V2["properties"]["wind"] = {"type": "number", "maximum": 12}
KITE_V2["required"].append("wind")
KITE_V2["required"].append("lines")


def listed(one):
    return {"type": "array", "items": one, "maxItems": 10}


KITES = listed(KITE)
