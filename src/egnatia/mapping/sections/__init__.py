"""Asking a colleague for one section of a round: an account of the same house, or a personal link without one."""
