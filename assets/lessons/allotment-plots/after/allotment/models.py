"""What is kept in the database."""

from flask_login import UserMixin
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Member(UserMixin, db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80), nullable=False)
    email = db.Column(db.String(120), nullable=False, unique=True)
    is_warden = db.Column(db.Boolean, nullable=False, default=False)


class Plot(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    number = db.Column(db.String(8), nullable=False, unique=True)
    size = db.Column(db.Integer, nullable=False)
    tenant_id = db.Column(db.ForeignKey("member.id"))
    tenant = db.relationship("Member", backref="plots")


class Request(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    member_id = db.Column(db.ForeignKey("member.id"), nullable=False)
    wish = db.Column(db.String(200), nullable=False)
