"""How fast and how large a whole build is, beside what the parse alone costs, in one run.

    python benchmarks/speed.py [FOLDER] [--engine NAME] [--at-least SHARE] [--memory MB] [--one-article RATIO]

Prints one table. The baseline is a bare `nlp.pipe` of spaCy's pipeline over the same texts, in as many processes as there are cores, each with
its share of the articles; their start is not counted, the build's is. Each measurement runs in processes of its own, so that neither warms the
other. Exit 1 where the build reads less than SHARE of the baseline's words a second, or a process tree takes more than MB at its peak. With
--one-article, the same words are built once more as one article: exit 1, too, where that takes more than RATIO times as long, as it does where a
step's time grows faster than the article.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

BARE = """
import json, sys, time
from kg.extract.frames.parse import bare
from kg.read import read
from kg.records import Article
texts = [item.text for item in read([sys.argv[1]]) if isinstance(item, Article)][int(sys.argv[2]) :: int(sys.argv[3])]
nlp = bare()
start = time.perf_counter()
for _ in nlp.pipe(texts, batch_size=32):
    pass
print(json.dumps({"seconds": time.perf_counter() - start, "words": sum(len(t.split()) for t in texts), "articles": len(texts)}))
"""


JOINED = """
import sys
from kg.read import read
from kg.records import Article
print("\\n\\n".join(item.text for item in read([sys.argv[1]]) if isinstance(item, Article)))
"""


def run(command: list[str]) -> tuple[float, float, str]:
    """Seconds, peak MB of the whole process tree (sampled ten times a second), standard output."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    peak = 0.0
    done = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not done.wait(0.1):
            peak = max(peak, tree_memory(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    out, _ = process.communicate()
    done.set()
    watcher.join()
    if process.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)}: exit {process.returncode}")
    return time.perf_counter() - start, peak, out


@dataclass(frozen=True)
class Bare:
    """What the parse alone takes: the seconds of the slowest process, the largest one's peak MB, and how much was read."""

    seconds: float
    peak: float
    articles: int
    words: int


def bare(source: Path, processes: int) -> Bare:
    """The bare parse, in so many processes side by side."""
    with ThreadPoolExecutor(processes) as pool:
        ran = list(pool.map(lambda n: run([sys.executable, "-c", BARE, str(source), str(n), str(processes)]), range(processes)))
    told = [json.loads(out) for _, _, out in ran]
    seconds, peak = max(t["seconds"] for t in told), max(peak for _, peak, _ in ran)
    return Bare(seconds, peak, sum(t["articles"] for t in told), sum(t["words"] for t in told))


def tree_memory(pid: int) -> float:
    """Proportional set size of a process and its children in MB (pages shared by several count once)."""
    total = 0.0
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1]) / 1024
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            total += sum(tree_memory(int(child)) for child in children.read_text().split())
    except (FileNotFoundError, ProcessLookupError):
        return total  # it ended while we looked
    return total


def seconds_as_one(source: Path, folder: Path, engine: list[str]) -> float:
    """Seconds of a build of the same words as one article."""
    folder.mkdir()
    _, _, text = run([sys.executable, "-c", JOINED, str(source)])
    (folder / "all.txt").write_text(text, "utf-8")
    return run([sys.executable, "-m", "kg", "build", str(folder / "all.txt"), "-o", str(folder / "built"), "--quiet", *engine])[0]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("seeds"))
    parser.add_argument("--at-least", type=float, help="fail where the build reads a smaller share of the bare parse's words a second")
    parser.add_argument("--memory", type=float, help="fail where the peak is above so many MB")
    parser.add_argument("--one-article", type=float, help="fail where the same words as one article take more than so many times as long")
    parser.add_argument("--engine", default=None)
    args = parser.parse_args()
    processes = os.cpu_count() or 1
    parsed = bare(args.folder, processes)
    with tempfile.TemporaryDirectory() as folder:
        engine = ["--engine", args.engine] if args.engine else []
        seconds, peak, _ = run([sys.executable, "-m", "kg", "build", str(args.folder), "-o", folder, "--quiet", *engine])
        one = seconds_as_one(args.folder, Path(folder) / "one", engine) if args.one_article is not None else None
        written = sum(f.stat().st_size for f in Path(folder).iterdir() if f.is_file()) / 1e6
    share = parsed.seconds / seconds
    print(f"{parsed.articles} articles, {parsed.words} words")
    print(f"{'':<28}{'seconds':>9}{'words/s':>9}{'peak MB':>9}")
    print(f"{f'bare nlp.pipe, processes: {processes}':<28}{parsed.seconds:>9.1f}{parsed.words / parsed.seconds:>9.0f}{parsed.peak:>9.0f}")
    print(f"{'kg build, start to end':<28}{seconds:>9.1f}{parsed.words / seconds:>9.0f}{peak:>9.0f}")
    print(f"{share:.2f} of the bare parse's words a second; {written:.1f} MB written")
    if one is not None:
        print(f"{'the same as one article':<28}{one:>9.1f}{parsed.words / one:>9.0f}")
        print(f"ratio {one / seconds:.2f} of one article to many")
        if one / seconds > args.one_article:
            return 1
    return int((args.at_least is not None and share < args.at_least) or (args.memory is not None and peak > args.memory))


if __name__ == "__main__":
    raise SystemExit(main())
