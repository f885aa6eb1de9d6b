"""How many examples the laws are tried on: a few hundred at the desk, thousands where nobody waits."""

import os

from hypothesis import HealthCheck, settings

_ANY_SPEED = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)

settings.register_profile("desk", max_examples=100, deadline=None, suppress_health_check=_ANY_SPEED)
settings.register_profile("thorough", max_examples=2000, deadline=None, suppress_health_check=_ANY_SPEED)
settings.load_profile("thorough" if os.environ.get("CI") else "desk")
