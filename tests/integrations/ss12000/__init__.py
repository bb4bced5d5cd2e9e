"""A school system of our own that answers over SS12000:2020, well or badly, and what Stafet makes of it."""
