"""The music library of a choir."""
