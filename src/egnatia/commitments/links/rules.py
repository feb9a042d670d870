"""What may be joined to a commitment, and how the link is called. Pure."""

RELATIONS = {"activity": "carries out", "need": "needed for"}  # by the kind of the record; from it to the commitment
MOST_OFFERED = 20
