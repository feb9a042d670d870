"""From what an audience may read of a snapshot to a document, one module for each kind of report. Pure."""
