"""Documents of the provider that go with a contract: chosen from what it keeps, in the version of the day."""
