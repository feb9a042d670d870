"""Comments under any record, at its marking or narrower: mentions, their notifications, earlier versions."""
