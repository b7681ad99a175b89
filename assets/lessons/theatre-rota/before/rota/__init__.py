"""Who works which evening."""
