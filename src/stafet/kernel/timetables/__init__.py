"""Repair of a school's solved week, so that junior apprentices miss no protected lesson on their company day."""
