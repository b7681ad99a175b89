"""Batches of seeds in a vault: what is in them, and how many are left."""
