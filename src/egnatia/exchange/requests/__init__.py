"""Requests for information: asked of roles and organisations, answered under rules that are chosen before sending."""
