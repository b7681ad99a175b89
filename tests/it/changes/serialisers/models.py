from django.db import models


class Kite(models.Model):
    name = models.CharField(max_length=60)
    mail = models.EmailField()
    shape = models.CharField(max_length=10)
    note = models.TextField()
    checked_by = models.CharField(max_length=60)
    owner = models.CharField(max_length=60)
    price = models.IntegerField()
