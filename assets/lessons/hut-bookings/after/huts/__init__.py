"""Huts of an alpine club, and the nights booked there."""
