"""Help services: helplines and offices to call when somebody is worried."""
