"""What a successor finds on the desk of a focal point's office."""
