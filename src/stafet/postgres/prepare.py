"""From nothing to a database that migrations can run on; each beat may be repeated."""

from __future__ import annotations

from stafet.kernel.sentences import Sentence
from stafet.postgres.cluster import Cluster
from stafet.postgres.connections import DatabaseUrls


def start_private_database(cluster: Cluster, urls: DatabaseUrls) -> None:
    """Make and start the private cluster, its roles and its database."""
    cluster.create()
    cluster.start()
    urls.roles.create(cluster.superuser_dsn())
    urls.roles.create_database(cluster.superuser_dsn(), urls.database)
    urls.roles.prepare_database(urls.administrator)


def prepare_server_database(urls: DatabaseUrls) -> tuple[Sentence, ...]:
    """Make the roles and rights on the server that ``DATABASE_URL`` names; what is left for its administrator."""
    left = urls.roles.create(urls.administrator, passwords=urls.passwords)
    urls.roles.prepare_database(urls.administrator)
    return left
