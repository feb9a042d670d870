"""This week in the region: what is new and which dates are near, made for each reader of what they may see."""
