"""Apiaries, their hives, and what beekeepers note when they look into them."""
