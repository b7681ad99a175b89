"""Recipes of a bakery school: each pupil keeps their own."""
