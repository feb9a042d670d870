"""What members tell each other: notices. The example of a room that describes its kinds."""
