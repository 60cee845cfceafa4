"""Every component, shown: for those who build pages here. Not part of a real deployment."""
