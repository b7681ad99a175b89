"""Hiking maps: layers that are drawn over each other."""
