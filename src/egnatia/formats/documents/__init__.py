"""The text of a proposal: Word, PDF or plain text, read in a limited process, without a temporary file."""
