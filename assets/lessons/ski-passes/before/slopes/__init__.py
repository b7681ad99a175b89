"""Ski passes: sold at the desk, checked at the lifts."""
