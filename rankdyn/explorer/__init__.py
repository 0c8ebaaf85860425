"""The explorer: rank dynamics in a browser, on this machine alone."""
