"""What a person does with dxdesk, one module an area."""
