"""Events and calls that are open to others than their organiser."""
