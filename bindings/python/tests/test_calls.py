"""Threads, asyncio, signals, progress."""

import asyncio
import io
import signal
import subprocess
import sys
import textwrap
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import guanxi
from conftest import NOW, customers_csv


def test_four_threads_on_one_store(tmp_path: Path) -> None:
    with guanxi.open(tmp_path / "shop") as crm:

        def work(worker: int) -> int:
            for i in range(50):
                saved = crm.customers.upsert({"email": f"p{worker}-{i}@web.de", "name": f"P {i}"})
                assert crm.customers.get(saved.customer.id).email == f"p{worker}-{i}@web.de"
            return worker

        with ThreadPoolExecutor(4) as pool:
            assert sorted(pool.map(work, range(4))) == [0, 1, 2, 3]
        assert crm.customers.count() == 200
        assert all(t.different == t.missing == t.extra == 0 for t in crm.proof.verify().tables)


def test_the_interpreter_is_free_while_a_call_runs(crm: guanxi.Crm) -> None:
    """Another thread goes on counting while a long call works."""
    crm.imports.customers(customers_csv(3000))
    counted, stop = 0, threading.Event()

    def count() -> None:
        nonlocal counted
        while not stop.is_set():
            counted += 1

    thread = threading.Thread(target=count)
    thread.start()
    before, started = counted, time.perf_counter()
    crm.proof.rebuild()
    elapsed, during = time.perf_counter() - started, counted - before
    stop.set()
    thread.join()
    assert during > 1000 * elapsed, f"{during} steps in {elapsed:.3f} s"


def test_reads_run_beside_each_other(crm: guanxi.Crm) -> None:
    """Inside a call no other thread is kept waiting: two of them overlap in time."""
    crm.imports.customers(customers_csv(3000))
    spans: list[tuple[float, float]] = []

    def read() -> None:
        started = time.perf_counter()
        crm.proof.verify()
        spans.append((started, time.perf_counter()))

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(s for s, _ in spans) < min(e for _, e in spans), spans


def test_progress(crm: guanxi.Crm) -> None:
    heard: list[guanxi.Progress] = []
    caller = threading.get_ident()

    def tell(progress: guanxi.Progress) -> None:
        assert threading.get_ident() == caller
        heard.append(progress)

    report = crm.imports.customers(customers_csv(500), batch_rows=100, on_progress=tell)
    assert report.created == 500 and heard
    assert heard[-1].stage is guanxi.Stage.IMPORT and heard[-1].rows == 500
    assert [p.done for p in heard] == sorted(p.done for p in heard)


def test_an_exception_in_the_callback_cancels(crm: guanxi.Crm) -> None:
    def tell(progress: guanxi.Progress) -> None:
        raise ZeroDivisionError("mine")

    with pytest.raises(ZeroDivisionError, match="mine"):
        crm.imports.customers(customers_csv(5000), batch_rows=50, on_progress=tell)
    assert crm.customers.count() < 5000
    assert crm.imports.customers(customers_csv(10)).rows == 10


def test_cancelled(crm: guanxi.Crm) -> None:
    token = guanxi.CancelToken()
    with pytest.raises(guanxi.Cancelled) as caught:
        crm.imports.customers(
            customers_csv(5000), batch_rows=50, cancel=token, on_progress=lambda _: token.cancel()
        )
    assert caught.value.code == "cancelled" and token.cancelled
    assert 0 < crm.customers.count() < 5000


def test_rejects_and_file_objects(crm: guanxi.Crm, tmp_path: Path) -> None:
    csv = "source,external_id,email,city\ntill,1,a@web.de,Bonn\n,,,Köln\n"
    text, binary = io.StringIO(), io.BytesIO()
    report = crm.imports.customers(io.StringIO(csv), rejects=text)
    assert report.rejected == 1 and "Köln" in text.getvalue()
    crm.imports.customers(io.BytesIO(csv.encode()), rejects=binary)
    crm.imports.customers(bytearray(csv.encode()), rejects=tmp_path / "rejects.csv")
    assert binary.getvalue().decode() == text.getvalue() == (tmp_path / "rejects.csv").read_text("utf-8")
    path = tmp_path / "customers.csv"
    path.write_text(csv, "utf-8")
    with path.open("rb") as file:
        assert crm.imports.customers(file).unchanged == 1
    assert crm.imports.customers(str(path)).rows == 2


def test_asyncio() -> None:
    async def main() -> None:
        async with guanxi.open_async("memory:", now=NOW, seed=7) as crm:
            saved = await asyncio.gather(
                *(crm.customers.upsert({"email": f"p{i}@web.de"}) for i in range(20))
            )
            assert len({s.customer.id for s in saved}) == 20
            assert [c.email async for c in crm.customers.iter_find("p7@web.de")] == ["p7@web.de"]
            assert len([c async for c in crm.customers.iter(page_size=3)]) == 20
            heard: list[guanxi.Progress] = []
            loop = asyncio.get_running_loop()

            def tell(progress: guanxi.Progress) -> None:
                assert asyncio.get_running_loop() is loop
                heard.append(progress)

            report = await crm.imports.customers(customers_csv(300), on_progress=tell)
            assert report.created == 300 and heard
            assert len(await crm.customers.list_table()) == 320
            mei = crm.acting_as("staff:mei")
            assert await mei.customers.count() == 320
            with pytest.raises(guanxi.NotFound):
                await crm.products.get("none")
        with pytest.raises(guanxi.Closed):
            await crm.customers.count()
        crm = await guanxi.open_async("memory:")
        await crm.close()

    asyncio.run(main())


def test_a_cancelled_task_stops_its_call() -> None:
    async def main() -> None:
        async with guanxi.open_async("memory:") as crm:
            begun = asyncio.Event()
            call = crm.imports.customers(customers_csv(20000), batch_rows=20, on_progress=lambda _: begun.set())
            task = asyncio.create_task(call)
            await begun.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            before = await crm.customers.count()
            await asyncio.sleep(0.3)
            assert before <= await crm.customers.count() < 20000

    asyncio.run(main())


def test_an_exception_in_an_async_callback() -> None:
    async def main() -> None:
        async with guanxi.open_async("memory:") as crm:
            with pytest.raises(ZeroDivisionError):
                await crm.imports.customers(
                    customers_csv(5000), batch_rows=50, on_progress=lambda _: 1 // 0
                )
            assert await crm.customers.count() < 5000

    asyncio.run(main())


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_stops_a_long_call() -> None:
    script = """
        import sys, guanxi
        from conftest import customers_csv
        crm = guanxi.open("memory:")
        told = lambda _: print("begun", flush=True)
        try:
            crm.imports.customers(customers_csv(200_000), batch_rows=100, on_progress=told)
        except KeyboardInterrupt:
            print("interrupted", crm.customers.count() < 200_000, flush=True)
            sys.exit(7)
    """
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parent,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    sent = time.perf_counter()
    process.send_signal(signal.SIGINT)
    output = process.stdout.read()
    assert process.wait(30) == 7 and output.endswith("interrupted True\n"), output[-300:]
    assert time.perf_counter() - sent < 10
