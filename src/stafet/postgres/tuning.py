"""The server's settings: durable and silent about people for real use, fast and forgetful for tests."""

from __future__ import annotations

import os
from pathlib import Path

_MEGABYTE = 1024 * 1024
_CGROUP_LIMIT = Path("/sys/fs/cgroup/memory.max")

_QUIET = {
    # A failing statement, its parameters and the DETAIL line carry names and numbers of young people.
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
}

_ALWAYS = {
    "listen_addresses": "''",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    "password_encryption": "'scram-sha-256'",
    # Pages ask many small questions: compiling a plan costs more than running it.
    "jit": "off",
    "random_page_cost": "1.1",
    "work_mem": "'16MB'",
}

_DURABLE = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "wal_level": "replica",
    "wal_compression": "on",
    "max_wal_size": "'1GB'",
    "checkpoint_timeout": "'15min'",
    # One file per weekday, overwritten a week later: the log cannot fill the disk.
    "logging_collector": "on",
    "log_directory": "'log'",
    "log_filename": "'server-%a.log'",
    "log_rotation_age": "'1d'",
    "log_rotation_size": "0",
    "log_truncate_on_rotation": "on",
    "log_file_mode": "0600",
}

_THROWAWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "checkpoint_timeout": "'1h'",
    "max_wal_size": "'2GB'",
    "logging_collector": "off",
}


def configuration(*, socket_folder: Path, throwaway: bool) -> str:
    """The text of the settings file. ``throwaway`` gives up durability for speed: tests only."""
    memory = {"shared_buffers": "'64MB'"} if throwaway else _memory(machine_memory())
    place = {"unix_socket_directories": f"'{_quoted(socket_folder)}'"}
    settings = _ALWAYS | _QUIET | (_THROWAWAY if throwaway else _DURABLE) | memory | place
    return "".join(f"{name} = {value}\n" for name, value in settings.items())


def machine_memory() -> int:
    """Bytes of memory this process may count on: the machine's, or its container's limit."""
    physical = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    try:
        limit = _CGROUP_LIMIT.read_text().strip()
    except OSError:
        return physical
    return min(physical, int(limit)) if limit.isdigit() else physical


def _memory(total: int) -> dict[str, str]:
    """Half of what a dedicated server would take: the application shares the machine."""
    buffers = min(max(total // 8, 64 * _MEGABYTE), 2048 * _MEGABYTE)
    return {
        "shared_buffers": f"'{buffers // _MEGABYTE}MB'",
        "effective_cache_size": f"'{max(total // 2, buffers) // _MEGABYTE}MB'",
        "maintenance_work_mem": f"'{min(max(buffers // 4, 64 * _MEGABYTE), 512 * _MEGABYTE) // _MEGABYTE}MB'",
    }


def _quoted(folder: Path) -> str:
    return str(folder).replace("'", "''")
