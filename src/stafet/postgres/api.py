"""The door: find binaries, run a private cluster, create the roles, say how to connect."""

from stafet.postgres.binaries import Binaries, NoBinaries, find_binaries
from stafet.postgres.clients import Clients, DumpFailed, NoClients, find_clients
from stafet.postgres.cluster import Cluster, ClusterFailed, throwaway_cluster
from stafet.postgres.connections import (
    ConnectionParts,
    DatabaseUrls,
    connection_parts,
    connection_settings,
    local_cluster,
    make_state_folder,
    state_folder,
)
from stafet.postgres.prepare import prepare_server_database, start_private_database
from stafet.postgres.roles import DatabaseRoles, Purpose, RolesFailed

__all__ = [
    "Binaries",
    "Clients",
    "Cluster",
    "ClusterFailed",
    "ConnectionParts",
    "DatabaseRoles",
    "DatabaseUrls",
    "DumpFailed",
    "NoBinaries",
    "NoClients",
    "Purpose",
    "RolesFailed",
    "connection_parts",
    "connection_settings",
    "find_binaries",
    "find_clients",
    "local_cluster",
    "make_state_folder",
    "prepare_server_database",
    "start_private_database",
    "state_folder",
    "throwaway_cluster",
]
