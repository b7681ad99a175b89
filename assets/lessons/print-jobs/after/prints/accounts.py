"""Who orders."""

from flask_login import LoginManager, UserMixin

login_manager = LoginManager()


class Customer(UserMixin):
    def __init__(self, number):
        self.id = number


@login_manager.user_loader
def load_customer(number):
    return Customer(number)
