"""Stafet: no young person is dropped between two hands."""
