"""The portal as data under `/api/v1/`: slices declare operations in their `api.py`, read and answered here."""
