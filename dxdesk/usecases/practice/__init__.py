"""実践と支援: improvement cases, events and consultations; how support differs between sections."""
