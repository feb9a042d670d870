"""What pages of every domain are made of: parts of lists, files to download, searches, uploads, refusals in words."""
