"""The project's settings with the bare view added."""

from config.settings import *  # noqa: F403 (a settings module takes all of another)

ROOT_URLCONF = "tests.benchmarks.bare"
