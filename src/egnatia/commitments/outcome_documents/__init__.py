"""Outcome documents: their paragraphs are drafts of commitments until a person has looked at each."""
