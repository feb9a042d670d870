"""What is adopted, reported and published."""
