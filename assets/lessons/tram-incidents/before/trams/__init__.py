"""What goes wrong on the lines of a tram company, as its dispatchers report it."""
