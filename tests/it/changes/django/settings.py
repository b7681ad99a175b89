"""What stands before every view of the allotments."""

MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "gates.Season",
]
WEATHER_KEY = "kept elsewhere"
