"""Tests of dxdesk.excel."""
