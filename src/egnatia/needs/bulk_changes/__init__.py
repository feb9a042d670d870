"""Many records changed at once: chosen in a list, previewed, carried out together, taken back within thirty days."""
