"""A private PostgreSQL and the roles the product connects as; knows no framework.

Stafet needs PostgreSQL and nothing else. A municipality with a server of its own names it in
``DATABASE_URL``; everyone else gets a cluster in the state folder, run from binaries that a package
registry or the operating system already delivered. The door is ``stafet.postgres.api``.
"""
