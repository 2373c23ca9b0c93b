"""What a person does with dxdesk: one room an area, layered among themselves."""
