"""Previews of what will be printed, and letters that go with it."""

import subprocess
from pathlib import Path

from flask import Blueprint, abort, current_app, render_template_string, request, send_file
from flask_login import current_user, login_required

bp = Blueprint("jobs", __name__, url_prefix="/jobs")

PAPERS = ("a4", "a5", "letter")
LETTER = """
<p>Dear {{ name }},</p>
<p>your order is ready. {{ remark }}</p>
"""


def folder_of(customer):
    return Path(current_app.config["FOLDER"]) / str(customer.id)


@bp.post("/<int:job_id>/preview")
@login_required
def preview(job_id):
    paper = request.form.get("paper", "a4")
    if paper not in PAPERS:
        abort(400, "There is no such paper.")
    source = folder_of(current_user) / f"{job_id}.ps"
    target = source.with_suffix(".pdf")
    subprocess.run(
        ["ps2pdf", f"-sPAPERSIZE={paper}", str(source), str(target)], check=True, timeout=20
    )
    return send_file(target, mimetype="application/pdf")


@bp.post("/<int:job_id>/thumbnail")
@login_required
def thumbnail(job_id):
    width = request.form.get("width", "200")
    if not width.isdecimal() or len(width) > 4:
        abort(400, "A width is a number.")
    source = folder_of(current_user) / f"{job_id}.pdf"
    target = source.with_suffix(".png")
    subprocess.run(["pdftoppm", "-png", "-scale-to", "200", str(source), str(target)], check=True)
    return send_file(target, mimetype="image/png")


@bp.post("/<int:job_id>/letter")
@login_required
def letter(job_id):
    name = request.form.get("name", "")
    remark = request.form.get("remark", "")
    if not name or len(name) + len(remark) > 400:
        abort(400, "A letter needs a name, and has at most 400 letters.")
    return render_template_string(LETTER, name=name, remark=remark)
