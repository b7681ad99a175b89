"""Scores, their parts, and who has borrowed them."""

import falcon
import jsonschema

from choir.store import Copy, Score, open_session

SCORE = {
    "type": "object",
    "properties": {
        "title": {"type": "string", "minLength": 1, "maxLength": 120},
        "voices": {"enum": ["SATB", "SSA", "TTBB"]},
        "copies": {"type": "integer", "minimum": 1, "maximum": 200},
    },
    "required": ["title", "voices", "copies"],
    "additionalProperties": False,
}
PART = {
    "type": "object",
    "properties": {
        "voice": {"enum": ["soprano", "alto", "tenor", "bass"]},
        "lent_to": {"type": "string", "maxLength": 80},
    },
    "required": ["voice"],
    "additionalProperties": False,
}
LOAN = {
    "type": "object",
    "properties": {
        "copy": {"type": "integer", "minimum": 1},
        "singer": {"type": "string", "minLength": 1, "maxLength": 80},
    },
    "required": ["copy", "singer"],
    "additionalProperties": False,
}


def check_form(data, schema):
    """Refuses what does not have the form of the schema."""
    try:
        jsonschema.validate(data, schema)
    except jsonschema.ValidationError as error:
        raise falcon.HTTPBadRequest(title="Not the expected form", description=error.message)


class Scores:
    def on_post(self, req, resp):
        data = req.get_media()
        check_form(data, SCORE)
        with open_session() as session:
            score = Score(title=data["title"], voices=data["voices"], copies=data["copies"])
            session.add(score)
            session.commit()
            resp.media = {"id": score.id}
        resp.status = falcon.HTTP_201


class Part:
    def on_post(self, req, resp, score_id):
        data = req.params
        check_form(data, PART)
        with open_session() as session:
            session.add(Copy(score_id=score_id, voice=data["voice"], lent_to=data.get("lent_to")))
            session.commit()
        resp.status = falcon.HTTP_201


class Loans:
    def on_post(self, req, resp, score_id):
        data = req.get_media()
        check_form(data, LOAN)
        with open_session() as session:
            copy = session.get(Copy, data["copy"])
            if copy is None or copy.score_id != score_id:
                raise falcon.HTTPNotFound()
            copy.lent_to = data["singer"]
            session.commit()
        resp.status = falcon.HTTP_204
