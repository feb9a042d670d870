"""Reading imports and what they meet."""
