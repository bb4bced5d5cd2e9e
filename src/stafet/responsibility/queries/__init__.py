"""What can be asked about responsibility: one file per question."""
