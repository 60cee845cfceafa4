"""An application as one archive: taken out by its owner, brought into another instance as a draft."""
