"""Logging in with the service of an organisation."""
