"""Skolverket's four-sheet template for the national tests, which every Swedish school owner can fill."""
