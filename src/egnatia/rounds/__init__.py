"""One mapping cycle: asked, answered, cleared."""
