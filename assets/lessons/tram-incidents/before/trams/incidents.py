"""Incidents are reported, read and closed."""

from tornado.web import Application, HTTPError, authenticated

from trams.base import BaseHandler
from trams.store import Incident

OUTCOMES = ("repaired", "replaced", "false alarm")


class IncidentsHandler(BaseHandler):
    @authenticated
    def post(self):
        data = self.json_body()
        text = data.get("text")
        if not isinstance(text, str) or not 0 < len(text) <= 500:
            raise HTTPError(400, reason="Say what happened")
        me = self.current_user
        incident = Incident(line=me.line, text=text, reporter_id=me.id)
        self.session.add(incident)
        self.session.commit()
        self.set_status(201)
        self.write({"id": incident.id})


class IncidentHandler(BaseHandler):
    @authenticated
    def get(self, incident_id):
        incident = self.session.get(Incident, int(incident_id))
        if incident is None or incident.line != self.current_user.line:
            raise HTTPError(404)
        self.write({"text": incident.text, "status": incident.status})

    @authenticated
    def delete(self, incident_id):
        incident = self.session.get(Incident, int(incident_id))
        if incident is None:
            raise HTTPError(404)
        if incident.reporter_id != self.current_user.id:
            raise HTTPError(403, reason="Only who reported it takes it back")
        self.session.delete(incident)
        self.session.commit()
        self.set_status(204)


class OutcomeHandler(BaseHandler):
    @authenticated
    def post(self, incident_id):
        outcome = self.json_body().get("outcome")
        if outcome not in OUTCOMES:
            raise HTTPError(400, reason="Unknown outcome")
        incident = self.session.get(Incident, int(incident_id))
        if incident is None:
            raise HTTPError(404)
        if incident.line != self.current_user.line:
            raise HTTPError(403, reason="Another dispatcher's line")
        incident.status = outcome
        self.session.commit()
        self.write({"id": incident.id, "status": incident.status})


def make_app(**settings):
    return Application(
        [
            (r"/incidents", IncidentsHandler),
            (r"/incidents/(\d+)", IncidentHandler),
            (r"/incidents/(\d+)/outcome", OutcomeHandler),
        ],
        login_url="/sign-in",
        **settings,
    )
