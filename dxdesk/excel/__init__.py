"""Guarded reading and careful writing of workbooks."""
