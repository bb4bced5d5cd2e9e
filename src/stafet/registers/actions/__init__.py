"""What can happen to registers, their loads and their rows."""
