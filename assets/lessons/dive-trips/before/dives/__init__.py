"""Trips of a dive centre, and who comes along."""
