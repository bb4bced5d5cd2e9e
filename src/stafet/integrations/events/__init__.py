"""The events file: what youth-education institutions tell the home municipality, one event a row."""
