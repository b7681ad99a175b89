"""What is kept in the database."""

from django.conf import settings
from django.db import models


class Apiary(models.Model):
    keeper = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    place = models.CharField(max_length=80)


class Inspection(models.Model):
    apiary = models.ForeignKey(Apiary, on_delete=models.CASCADE, related_name="inspections")
    day = models.DateField()
    queen_seen = models.BooleanField(default=False)
    notes = models.TextField(blank=True)
