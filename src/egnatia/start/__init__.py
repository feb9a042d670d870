"""Where everybody begins: home, the first steps, handover, the demo."""
