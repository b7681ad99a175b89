"""Pages and answers about plots."""

from flask import Blueprint, abort, jsonify, render_template, request
from flask_login import current_user, login_required

from allotment.models import Plot, Request, db

bp = Blueprint("plots", __name__)

SOIL_TYPES = ("clay", "loam", "sand")


@bp.get("/rules")
def rules():
    return render_template("rules.html", soil_types=SOIL_TYPES)


@bp.get("/plots")
@login_required
def list_plots():
    plots = db.session.scalars(db.select(Plot).order_by(Plot.number))
    answer = jsonify(
        [{"number": plot.number, "size": plot.size, "tenant": plot.tenant_id} for plot in plots]
    )
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@bp.post("/plots/<int:plot_id>/release")
@login_required
def release_plot(plot_id):
    plot = db.session.get(Plot, plot_id)
    if plot is None:
        abort(404)
    if not current_user.is_warden:
        abort(403, "Only a warden gives a plot back to the waiting list.")
    plot.tenant_id = None
    db.session.commit()
    return jsonify(number=plot.number, free=True)


@bp.post("/waiting-list")
@login_required
def join_waiting_list():
    wish = request.form.get("wish", "").strip()
    if not wish or len(wish) > 200:
        abort(400, "Say in at most 200 letters what kind of plot you would like.")
    entry = Request(member_id=current_user.id, wish=wish)
    db.session.add(entry)
    db.session.commit()
    return jsonify(position=entry.id), 201
