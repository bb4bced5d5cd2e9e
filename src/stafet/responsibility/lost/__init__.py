"""The watch: every named way of being lost, one set-based query each, with who acts and how to mend it."""
