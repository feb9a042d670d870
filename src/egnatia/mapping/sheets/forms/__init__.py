"""Forms of the wizard."""
