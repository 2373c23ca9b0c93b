"""実践と支援: the cases, events and consultations of a year, and what each section has of them."""
