"""A Swedish school system that is asked over SS12000:2020: fetched into a package, then read like any file."""
