"""What civil society says to a follow-up: kept apart from what the economy says, and marked as such."""
