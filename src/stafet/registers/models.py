"""Register loads: sources, uploads, staged rows, and which register key is which of ours."""
