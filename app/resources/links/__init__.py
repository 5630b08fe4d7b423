"""The link check: opens the addresses of the hub's resources. Only the command `check-links` imports this."""
