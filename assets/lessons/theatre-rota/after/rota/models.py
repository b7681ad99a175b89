"""What is kept in the database."""

from django.conf import settings
from django.db import models


class Evening(models.Model):
    day = models.DateField(unique=True)
    piece = models.CharField(max_length=80)
    sold_out = models.BooleanField(default=False)


class Duty(models.Model):
    evening = models.ForeignKey(Evening, on_delete=models.CASCADE, related_name="duties")
    usher = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    place = models.CharField(max_length=40)
    phone = models.CharField(max_length=40)
