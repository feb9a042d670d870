"""New accounts, which somebody of their organisation confirms before they act for it and read what is its own."""
