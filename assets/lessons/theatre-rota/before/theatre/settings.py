"""Settings of the project."""

import os

SECRET_KEY = os.environ["THEATRE_SECRET"]
DEBUG = False
ALLOWED_HOSTS = ["rota.example"]
ROOT_URLCONF = "theatre.urls"
LOGIN_URL = "/accounts/login/"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "rota",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
]

DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "theatre"}}
