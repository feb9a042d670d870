"""Letters before a report on a follow-up is due: a link, no content, each sent once."""
