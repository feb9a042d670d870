"""Follow-ups: a commitment for one economy, or for the organisation that writes it."""
