"""What the pages of the public site show, asked for one reader."""
