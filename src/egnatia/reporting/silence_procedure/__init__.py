"""Letters when a text circulates: a link, no content, each sent once."""
