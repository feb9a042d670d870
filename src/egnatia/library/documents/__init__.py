"""Documents of the library: studies, training material, minutes, reports."""
