"""The pages. Entry point: translates between people and rooms, and holds no rules."""
