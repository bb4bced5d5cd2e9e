"""What can happen, a file for each subject."""
