"""The demo's founding edition, its day played to the end and published once, not after every step.

``python -m bench.founding`` fills the home that the environment names (empty).
"""

from __future__ import annotations

import os
from datetime import datetime

from daybreak.config.parent import leave_with


def make() -> datetime:
    """Set up the founding edition, play its day through the real forms, publish. Return where the clock stands."""
    from daybreak.config import demonstration
    from daybreak.config.progress import Progress
    from daybreak.demo.play import Stage, play
    from daybreak.publication.publish import publish

    demo = demonstration.load(Progress())
    with demonstration.web_process() as port:
        at = play(Stage(demo.edition, demo.parts, port, lambda at: None, lambda step, words: None))
    publish(at)
    return at


def main() -> None:
    """Run in a process of its own: the addresses of a home are read once, at the start."""
    if "DAYBREAK_PARENT" in os.environ:
        leave_with(int(os.environ["DAYBREAK_PARENT"]))
    import django

    django.setup()
    make()


if __name__ == "__main__":
    main()
