"""``python -m rankdyn``: the same as the command ``rankdyn``."""

from rankdyn.cli import main

main()
