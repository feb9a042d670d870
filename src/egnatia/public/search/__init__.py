"""One page that looks through everything that its reader sees."""
