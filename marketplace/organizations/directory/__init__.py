"""Reading the public directories of districts and schools as their publishers export them."""
