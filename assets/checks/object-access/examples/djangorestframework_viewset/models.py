"""Rows of a workshop's tool list."""

from django.db import models


class Tool(models.Model):
    owner = models.ForeignKey("auth.User", on_delete=models.CASCADE)
    name = models.CharField(max_length=80)
