"""Files that people attach: what they are and tell besides, without it, under a watermark; in a limited process."""
