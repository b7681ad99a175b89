"""Who works in the office."""

from flask_login import LoginManager, UserMixin

login_manager = LoginManager()


class Clerk(UserMixin):
    def __init__(self, name):
        self.id = name


@login_manager.user_loader
def load_clerk(name):
    return Clerk(name)
