"""The demo's stories as data. Every person, provider, district, school, price and pilot in here is made up."""
