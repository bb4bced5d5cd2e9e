"""``make bench``: what is claimed to be fast is measured here, at 100,000 people, beside limits and peers."""
