"""What looks like deserialising, and what hides it."""

import json
import pickle
import pickle as safe

from flask import Flask, Response, request

app = Flask(__name__)
BASKETS = {}


@app.get("/json/<member>")
def dumps_is_the_other_direction(member):
# <- deserialisation: not-applicable
    return Response(json.dumps(BASKETS[member], indent=True), mimetype="application/json")


@app.get("/pickle/<member>")
def dumps_of_own_data_reads_nothing(member):
# <- deserialisation: not-applicable
    return Response(pickle.dumps(BASKETS[member]), mimetype="application/octet-stream")


@app.put("/alias/<member>")
def a_good_name_for_a_bad_module(member):
    BASKETS[member] = safe.loads(request.get_data())
#                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ deserialisation: missing
    return "", 204


@app.put("/validated/<member>")
def looked_at_when_it_is_too_late(member):
    basket = pickle.loads(request.get_data())
#            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ deserialisation: missing
    if isinstance(basket, dict):
        BASKETS[member] = basket
    return "", 204
