"""Microsoft School Data Sync, the classic six files and version 2.1: what many Nordic schools already export."""
