"""Who is signed in."""

from flask_login import LoginManager

from allotment.models import Member, db

login_manager = LoginManager()
login_manager.login_view = "accounts.sign_in"


@login_manager.user_loader
def load_member(member_id):
    return db.session.get(Member, int(member_id))
