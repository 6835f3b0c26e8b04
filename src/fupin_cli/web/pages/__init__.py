"""The pages: one file per step of the work; each only asks the functions of the command line and shows."""
