"""The project of a theatre's web site."""
