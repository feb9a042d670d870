"""Activities and needs that a person joined to a commitment. They are records of another domain, met through links."""
