"""Readers and writers of other systems' formats, each behind a small protocol with a file version."""
