"""What a reader can ask about the people they may meet: one file per question."""
