"""The interface for carriers."""
