"""The goals of trust and speed: what is measured, what it should be, and the table that says so."""
