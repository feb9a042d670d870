"""IATI activity files of every version in the wild: 1.00 to 2.03, with the dialects of their publishers."""
