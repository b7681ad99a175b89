"""What stands before every view of a rowing club."""

MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "gates.MembersOnly",
    "gates.maintenance",
    "gates.Greeting",
]
