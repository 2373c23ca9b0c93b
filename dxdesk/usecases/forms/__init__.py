"""What the workbooks that travel show: questions, sheets, letters and their wording, from sealed records."""
