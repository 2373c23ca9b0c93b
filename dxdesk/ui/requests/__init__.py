"""申込・推薦: filling in what HR asks a section for."""
