"""Tests of dxdesk.trust."""
