"""A worker of the queue of registers: it does what waits, and ends."""

from __future__ import annotations

import asyncio
from typing import cast

from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from stafet.integrations import jobs


def work() -> None:
    """Let a worker do what waits."""

    async def until_nothing_waits() -> None:
        with app.replace_connector(cast("DjangoConnector", app.connector).get_worker_connector()) as worker:
            async with worker.open_async():
                await worker.run_worker_async(
                    queues=[jobs.QUEUE], wait=False, install_signal_handlers=False, listen_notify=False
                )

    asyncio.run(until_nothing_waits())
