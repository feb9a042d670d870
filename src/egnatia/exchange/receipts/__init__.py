"""Who has opened, downloaded and acknowledged what, recalls of records and files, and requests to widen a marking."""
