"""The match engine beside well-known libraries, on the same invented activities, each in a process of its own."""
