"""The envelope that travels: what may stand in it, how it is sealed and opened, which key follows which."""
