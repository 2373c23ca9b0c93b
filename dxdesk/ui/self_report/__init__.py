"""自己申告: the screen around one's own sheet, from opening the form to handing it in."""
