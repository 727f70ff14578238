"""Make the map's drawings from the npm package world-atlas 2.0.2 (Natural Earth, public domain).

    python scripts/make_map.py                  writes daybreak/core/look/map/*.svg
    python scripts/make_map.py --check          exits 1 when the files differ from what would be written
    python scripts/make_map.py --source FOLDER  reads the unpacked package there instead of asking npm for it

Only land is drawn, no border: land-110m for the home page, land-50m for the rest. Rings are unwrapped where they
cross the antimeridian, drawn once more 360° to either side, and clipped to the frame; else Russia and Fiji would
smear across the whole map. The same package gives the same bytes on every run.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from daybreak.core.look.land import FOLDER, REGIONS, WORLD, WORLD_FINE, Frame

PACKAGE = "world-atlas@2.0.2"
SHA256 = {
    "land-110m.json": "ead5f68119c49a9250902e7da303bcb209341bbb8fefe7369a439b48b704658a",
    "land-50m.json": "619477ff690c086885e45cb91707d783805561bd75ae8e437b7d4694b0204e0f",
}

Point = tuple[float, float]
Ring = list[Point]
Inside = Callable[[Point], float]


@dataclass(frozen=True)
class Drawing:
    """What to draw into a frame. *tolerance* (units): how far a line may stray. *smallest*: square units."""

    frame: Frame
    source: str
    tolerance: float
    smallest: float
    most: int
    """Bytes the compressed file may take."""


DRAWINGS = (
    Drawing(WORLD, "land-110m.json", tolerance=0.6, smallest=3, most=12_000),
    Drawing(WORLD_FINE, "land-50m.json", tolerance=0.6, smallest=1.5, most=54_000),
    *(Drawing(region, "land-50m.json", tolerance=0.8, smallest=2, most=20_000) for region in REGIONS),
)


def fetch(folder: Path) -> Path:
    """Let npm fetch the package into *folder*; return the folder it is unpacked in."""
    command = ["npm", "pack", PACKAGE, "--silent"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"npm could not fetch {PACKAGE}: {done.stderr.strip()}")
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def read(path: Path) -> list[Ring]:
    """Return the rings of one TopoJSON file, unwrapped, in degrees."""
    body = path.read_bytes()
    if hashlib.sha256(body).hexdigest() != SHA256[path.name]:
        raise SystemExit(f"{path.name} is not the file of {PACKAGE} this script was written for.")
    return [unwrapped(ring) for ring in rings(json.loads(body))]


def rings(topology: dict[str, Any]) -> Iterator[Ring]:
    """Yield every ring of a quantised topology's object ``land``: its arcs are sums of steps, ``~i`` runs backwards."""
    (step_x, step_y), (from_x, from_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[Ring] = []
    for steps in topology["arcs"]:
        x = y = 0
        arcs.append([])
        for dx, dy in steps:
            x, y = x + dx, y + dy
            arcs[-1].append((x * step_x + from_x, y * step_y + from_y))
    for geometry in topology["objects"]["land"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for indices in (ring for polygon in polygons for ring in polygon):
            ring: Ring = []
            for index in indices:
                arc = arcs[index] if index >= 0 else arcs[~index][::-1]
                ring += arc[1:] if ring else arc
            yield ring


def unwrapped(ring: Ring) -> Ring:
    """Return the ring with longitudes that run on past 180° instead of jumping to the other side."""
    out, turns, last = [], 0.0, ring[0][0]
    for x, y in ring:
        turns += -360 if x - last > 180 else 360 if x - last < -180 else 0
        last = x
        out.append((x + turns, y))
    return out


def encloses_pole(ring: Ring) -> bool:
    """Whether an unwrapped ring goes once round the Earth. Only Antarctica does."""
    return abs(ring[-1][0] - ring[0][0]) > 180


def clipped(ring: Ring, inside: Inside) -> Ring:
    """Cut a closed ring at the straight line where *inside* (a linear function, positive within) is nought."""
    out: Ring = []
    for one, two in zip([ring[-1], *ring], ring, strict=False):
        a, b = inside(one), inside(two)
        if (a >= 0) != (b >= 0):
            share = a / (a - b)
            out.append((one[0] + (two[0] - one[0]) * share, one[1] + (two[1] - one[1]) * share))
        if b >= 0:
            out.append(two)
    return out


def within(ring: Ring, *edges: Inside) -> Ring:
    """Cut a ring at several lines."""
    for edge in edges:
        ring = clipped(ring, edge) if ring else ring
    return ring


def placed(ring: Ring, frame: Frame) -> Iterator[Ring]:
    """Yield the parts of a ring that lie in a frame, in units: the ring itself and a copy 360° to either side."""
    for turn in (-360, 0, 360):
        shift = turn - frame.meridian
        moved = [(x + shift, y) for x, y in ring]
        world = within(moved, lambda p: p[0] + 180, lambda p: 180 - p[0])
        drawn = [frame.at(*point) for point in world]
        yield within(drawn, lambda p: p[0], lambda p: frame.width - p[0], lambda p: p[1], lambda p: frame.height - p[1])


def straight(line: Ring, tolerance: float) -> Ring:
    """Leave out points that lie within *tolerance* of the line without them (Ramer, Douglas and Peucker)."""
    kept = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        far, at = max(((_away(line[i], line[first], line[last]), i) for i in range(first + 1, last)), default=(0.0, 0))
        if far > tolerance:
            kept.add(at)
            spans += [(first, at), (at, last)]
    return [line[i] for i in sorted(kept)]


def _away(point: Point, one: Point, two: Point) -> float:
    """Return the distance of a point from the stretch between two others."""
    dx, dy = two[0] - one[0], two[1] - one[1]
    length = dx * dx + dy * dy
    share = ((point[0] - one[0]) * dx + (point[1] - one[1]) * dy) / length if length else 0.0
    share = min(1.0, max(0.0, share))
    return float(((one[0] + share * dx - point[0]) ** 2 + (one[1] + share * dy - point[1]) ** 2) ** 0.5)


def area(ring: Ring) -> float:
    """Return the area a closed ring encloses."""
    return abs(sum(x * v - u * y for (x, y), (u, v) in zip(ring, [*ring[1:], ring[0]], strict=True))) / 2


def outline(drawing: Drawing, source: list[Ring]) -> str:
    """Return the ``d`` of a path of whole units: every ring that is large enough, simplified."""
    written: list[str] = []
    x = y = 0
    for ring in source:
        if encloses_pole(ring):
            continue
        for part in placed(ring, drawing.frame):
            if len(part) < 3 or area(part) < drawing.smallest:
                continue
            points = _whole(straight([*part, part[0]], drawing.tolerance))
            if len(points) < 3:
                continue
            start = points[0]
            written.append(f"m{_pair(start[0] - x, start[1] - y)}" if written else f"M{_pair(*start)}")
            steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points)]
            written.append("l" + "".join(_joined(number) for step in steps for number in step).lstrip() + "z")
            x, y = start  # after a z the pen stands where the ring began
    return "".join(written)


def _whole(points: Ring) -> list[tuple[int, int]]:
    """Round to whole units; leave out points that fall together, and the end that repeats the beginning."""
    out: list[tuple[int, int]] = []
    for point in points:
        whole = (round(point[0]), round(point[1]))
        if not out or out[-1] != whole:
            out.append(whole)
    return out[:-1] if len(out) > 1 and out[0] == out[-1] else out


def _pair(x: int, y: int) -> str:
    return f"{x}{_joined(y)}"


def _joined(number: int) -> str:
    return str(number) if number < 0 else f" {number}"


def make(package: Path) -> dict[str, bytes]:
    """Return the files by name."""
    sources = {name: read(package / name) for name in SHA256}
    files = {}
    for drawing in DRAWINGS:
        frame = drawing.frame
        size = f'viewBox="0 0 {frame.width} {frame.height}"'
        path = f'<path fill-rule="evenodd" d="{outline(drawing, sources[drawing.source])}"/>'
        files[f"{frame.name}.svg"] = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{path}</svg>\n'.encode("ascii")
    return files


def check(files: dict[str, bytes]) -> int:
    """Compare with the files on disk; return the exit code and say what differs."""
    there = {path.name: path.read_bytes() for path in FOLDER.glob("*.svg")}
    stale = sorted(name for name in files.keys() | there.keys() if files.get(name) != there.get(name))
    for name in stale:
        print(f"{name} is not what the source gives. Run scripts/make_map.py and commit the result.")
    return 1 if stale else 0


def write(files: dict[str, bytes]) -> int:
    """Write the drawings, unless one has grown too large; return the exit code."""
    most = {f"{drawing.frame.name}.svg": drawing.most for drawing in DRAWINGS}
    packed = {name: len(gzip.compress(body, mtime=0)) for name, body in files.items()}
    for name, size in packed.items():
        print(f"{name:24} {len(files[name]):8,} bytes, {size:7,} compressed")
    large = [name for name, size in packed.items() if size > most[name]]
    if large:
        print(f"Too large, nothing is written: {', '.join(large)}.")
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, body in files.items():
        (FOLDER / name).write_bytes(body)
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Write the drawings, or with --check compare them."""
    parser = argparse.ArgumentParser(description="Make the drawings of the map.")
    parser.add_argument("--check", action="store_true", help="change nothing, fail when the files are stale")
    parser.add_argument("--source", type=Path, help="the unpacked package, when npm shall not be asked")
    options = parser.parse_args(arguments)
    if options.source:
        files = make(options.source)
    else:
        with tempfile.TemporaryDirectory() as folder:
            files = make(fetch(Path(folder)))
    return check(files) if options.check else write(files)


if __name__ == "__main__":
    sys.exit(main())
