"""What the application keeps for its handlers."""

from aiohttp import web

PEOPLE = web.AppKey("people", dict)
FLOOD_MODE = web.AppKey("flood_mode", bool)
