"""What everybody does: activities, who takes part in them, how they come in."""
