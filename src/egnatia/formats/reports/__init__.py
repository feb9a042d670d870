"""Reports as files: a document of frozen blocks, and what writes it as PDF, Word and Excel. Made twice: equal bytes.

The writers load what draws and packs, so nothing is imported here: a reading process loads this package too.
"""
