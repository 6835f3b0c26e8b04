"""`fupin web`: the work of the command line on a page of one's own machine, with a mouse."""
