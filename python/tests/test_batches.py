"""Batches: threads, progress, signals, the interpreter's lock."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time

import imya
import pytest
from imya.progress import bar

NAMES = ["Мікола Статкевіч", "Alexander Lukashenko", "Гродна", "Ціханоўская"] * 2000


def test_progress_ends_with_all() -> None:
    told: list[tuple[int, int]] = []
    imya.Resolver.embedded().resolve_many(NAMES, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (len(NAMES), len(NAMES))
    assert told == sorted(told)
    with bar(disable=True) as progress:
        imya.compare_many(NAMES[:10], NAMES[:10], progress=progress)


def test_an_exception_of_the_callback_ends_the_work() -> None:
    def fail(done: int, total: int) -> None:
        raise KeyError(done)

    with pytest.raises(KeyError):
        imya.Resolver.embedded().resolve_many(NAMES, threads=2, progress=fail)
    with pytest.raises(TypeError):
        imya.compare_many(NAMES, NAMES, progress="no function")  # type: ignore[arg-type]


@pytest.mark.parametrize("threads", [0, -1, 1025, 1 << 62])
def test_threads_outside_their_range(threads: int) -> None:
    with pytest.raises(imya.OptionError, match="between 1 and 1024"):
        imya.Resolver.embedded().resolve_many(["x"], threads=threads)


def test_interrupts_are_heard() -> None:
    # Some minutes of work, ended by Ctrl-C after a moment; where tests run in the background, it is ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    timer = threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT))
    began = time.monotonic()
    timer.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            imya.score_matrix(NAMES, NAMES, kind="person", threads=2)
    finally:
        signal.signal(signal.SIGINT, before)
    assert time.monotonic() - began < 30


def test_other_threads_run_meanwhile() -> None:
    ticks = 0
    stop = threading.Event()

    def tick() -> None:
        nonlocal ticks
        while not stop.is_set():
            ticks += 1
            time.sleep(0.001)

    ticker = threading.Thread(target=tick)
    ticker.start()
    began = time.monotonic()
    imya.Resolver.embedded().resolve_many(NAMES)
    took = time.monotonic() - began
    stop.set()
    ticker.join()
    # Where the lock were held, there would be a tick or two.
    assert ticks > min(10, took / 0.02)


def child(queue: multiprocessing.Queue[str | None]) -> None:
    """What a process does that was forked off one that has used threads."""
    own = imya.Resolver.from_entities([imya.Entity("x", "place", ["Верасы"])], threads=2)
    best = own.resolve_many(["Verasy"] * 600, threads=2)[0].best
    queue.put(best.id if best else None)


def test_processes_may_fork() -> None:
    imya.Resolver.from_entities([imya.Entity("y", "place", ["Азяры"])], threads=2)
    context = multiprocessing.get_context("fork")
    queue: multiprocessing.Queue[str | None] = context.Queue()
    process = context.Process(target=child, args=(queue,))
    process.start()
    assert queue.get(timeout=60) == "x"
    process.join(60)
    assert process.exitcode == 0
