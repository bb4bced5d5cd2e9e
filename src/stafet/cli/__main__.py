"""``python -m stafet.cli`` is the command ``stafet``, for places where no command was installed."""

from stafet.cli.main import main

main()
