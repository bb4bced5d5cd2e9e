"""A synthetic municipality, built through the importers and the doors only. Nobody in it exists."""
