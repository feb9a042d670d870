"""On which days the network and its economies work: every count of working days asks here."""
