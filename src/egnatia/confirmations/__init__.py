"""Still true? Records whose owners confirm them from time to time: on their page, or by one click from an e-mail."""
