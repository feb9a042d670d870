"""What others say about an economy - a partner plans something there, a law was adopted - and what it says to that."""
