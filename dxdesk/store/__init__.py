"""The encrypted SQLite store behind the ports of the use cases."""
