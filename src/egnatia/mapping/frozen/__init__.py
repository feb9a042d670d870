"""What extracts and snapshots keep of activities and needs, and the cells that follow from those that may be read."""
