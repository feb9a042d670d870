"""Four questions that the secretariat is asked: what nobody reported on, who pays, what waits, what changed."""
