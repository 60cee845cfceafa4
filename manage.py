#!/usr/bin/env python3
"""The one door: `python3 manage.py demo`, `python3 manage.py test`, and every Django command."""

import sys

from marketplace import bootstrap

if __name__ == "__main__":
    sys.exit(bootstrap.main(sys.argv))
