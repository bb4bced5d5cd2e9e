"""OneRoster CSV, versions 1.1 and 1.2 (1EdTech), whole sets and changes."""
