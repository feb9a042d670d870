"""The library: what works, which policies there are, what is new and whom to call, public where marked so."""
