"""dxdesk: raise, confirm and add up the digital skills of a municipality's staff, offline."""

__version__ = "0.1.0"
