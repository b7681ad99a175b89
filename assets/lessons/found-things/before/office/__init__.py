"""A lost property office: what was found, and who fetched it."""
