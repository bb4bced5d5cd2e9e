"""What can happen to responsibility: one function per verb, one file per part of the relay."""
