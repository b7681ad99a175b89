"""The gates of a river's weirs, and who moves them."""
