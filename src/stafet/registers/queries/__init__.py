"""What can be asked about registers and their loads."""
