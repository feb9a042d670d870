"""What members announce to each other, alerts among it: who has opened and acknowledged them, and their recall."""
