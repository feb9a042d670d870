"""The access rule: what a record offers, what a reader holds, and whether the two meet. Pure."""
