"""Documents of the provider that go with an application: chosen from what it keeps, copied when it is sent."""
