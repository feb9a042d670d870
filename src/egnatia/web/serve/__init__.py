"""How Egnatia is run on a machine: its folder, its own PostgreSQL, and the processes that live and stop together."""
