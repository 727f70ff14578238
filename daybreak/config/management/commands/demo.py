"""The founding edition as a rehearsal: set up, played, and run until Ctrl-C (or, with --once, to the end)."""

from __future__ import annotations

import argparse
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from daybreak.config import demonstration
from daybreak.config.progress import Progress
from daybreak.config.running import refuse_if_running
from daybreak.config.starting import start
from daybreak.core.lib import clock
from daybreak.demo.report import lines_of_day
from daybreak.demo.timeline import Step
from daybreak.domain.places.models import City


class Command(BaseCommand):
    help = "Run the founding edition as a rehearsal; --once plays the whole day and stops."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Two ways to begin."""
        parser.add_argument("--once", action="store_true", help="play the whole day without a browser and stop")
        parser.add_argument("--reset", action="store_true", help="begin anew: empty the rehearsal's home first")

    def handle(self, *args: Any, once: bool = False, reset: bool = False, **options: Any) -> None:
        """Set up what is missing, then play or run."""
        demonstration.refuse_a_real_home()
        if once or reset:
            demonstration.clear_home()
        if once:
            self._once()
            return
        refuse_if_running(settings.DAYBREAK.home)  # the running one's clock must not be moved
        progress = Progress()
        if demonstration.demo_home_exists():
            demo = demonstration.loaded()
        else:
            demo = demonstration.load(progress)
            with progress.step("the day until half past twelve in Washington") as step:
                demonstration.play_day(
                    demo, tell=lambda done, words: step.tell(str(done.at)[:16]), until=demonstration.OPENS_AT
                )
        demonstration.resume_clock()
        raise SystemExit(start(on_ready=lambda: self._say_where(demo)))

    def _once(self) -> None:
        progress = Progress()
        demo = demonstration.load(progress)
        self.stdout.write(f"\nThe day, in {demonstration.steps_left(demo)} steps (UTC · local):")
        at = demonstration.play_day(demo, tell=self._tell)
        self.stdout.write("")
        for line in lines_of_day(demo.edition, at):
            self.stdout.write(line)
        self._say_files()

    def _tell(self, step: Step, words: str) -> None:
        city = City.objects.filter(pk=step.city).first()
        local = f"{city.local(step.at):%a %H:%M} {city.name}" if city else "everywhere"
        self.stdout.write(f"  {step.at:%d %H:%M} · {local:<22} {step.does}{': ' + words if words else ''}")

    def _say_where(self, demo: demonstration.Demo) -> None:
        forms = settings.DAYBREAK.forms_url
        part = next(part for part in demo.parts if part.city.name.startswith("Washington"))
        self.stdout.write("")
        self.stdout.write(f"{clock.notice()}. The clock shows {clock.now():%d %B %Y %H:%M} UTC.")
        self.stdout.write(f"  public site        {settings.DAYBREAK.public_url}")
        self.stdout.write(f"  a field link       {forms}{part.path}   ({part.city.name})")
        self.stdout.write(f"  the desk           {forms}{demonstration.sign_in_path()}   (once)")
        self._say_files()
        self.stdout.write("Stop it with Ctrl-C.\n")

    def _say_files(self) -> None:
        self.stdout.write(f"  letters            {settings.DAYBREAK.letters}")
        self.stdout.write(f"  published site     {settings.DAYBREAK.site / 'current'}")
