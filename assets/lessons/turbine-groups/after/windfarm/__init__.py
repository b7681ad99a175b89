"""Turbines of a wind farm, and the groups they are switched in."""
