"""The geographic map that a reader may ask for: neutral outlines, and a dot where activities are at work."""
