"""Envelope and record models, and the receiving of workbooks."""
