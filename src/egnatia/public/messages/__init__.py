"""What visitors write to the secretariat: what is missing, questions, wishes to take part; and its desk for them."""
