"""Which letters somebody gets, and in which hours: what is sent without having been asked for can be ended."""
