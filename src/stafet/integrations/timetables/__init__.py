"""Timetables in the formats schools have them in: read into a week, and written back."""
