"""Stations that listen to the ground, and the people who look after them."""
