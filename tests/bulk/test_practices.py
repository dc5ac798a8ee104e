"""`tcsheets estimate` from files to files, a practice a part: what is done stays done, what fails is said."""

import json
import os
import signal
import sys
from pathlib import Path

import pandas as pd
import pytest
from sizes import sized
from typer.testing import CliRunner

from tcsheets.bulk import cluster
from tcsheets.bulk.estimating import estimate
from tcsheets.bulk.files import read_frame, write_frame
from tcsheets.bulk.practices import LINES_A_PART, Sources, Task, do, missing, tasks_of
from tcsheets.cli import app
from tcsheets.errors import FileError

BENEFITS = pd.DataFrame(
    [["X", "Share", "", "50%"], ["X", "Maximum", "", "700"]], columns=["Plan", "Benefit", "For", "Value"]
)


def lines(count=6, practice="north"):
    patients = [f"00{place % 3}" for place in range(count)]
    return pd.DataFrame(
        {"Patient": patients, "Code": ["D2740"] * count, "Fee": [1000.0 + place for place in range(count)]}
    )


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "lines").mkdir()
    for name in ("north", "south", "west"):
        lines(practice=name).to_csv(tmp_path / "lines" / f"{name}.csv", index=False)
    BENEFITS.to_csv(tmp_path / "benefits.csv", index=False)
    return tmp_path


def command(*words):
    return CliRunner().invoke(app, ["estimate", *[str(each) for each in words]])


@pytest.mark.parametrize("kind", [".csv", ".parquet", ".xlsx"])
def test_a_file_of_each_kind_gives_the_same_and_a_patient_keeps_his_zeros(tmp_path, kind):
    write_frame(lines(), tmp_path / f"lines{kind}")
    BENEFITS.to_csv(tmp_path / "benefits.csv", index=False)
    out = tmp_path / f"out{kind}"
    done = command(tmp_path / f"lines{kind}", out, "--benefits", tmp_path / "benefits.csv", "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["lines"] == 6
    found = read_frame(out)
    assert found["Patient"].tolist() == lines()["Patient"].tolist()
    assert found["Plan pays"].tolist() == estimate(lines(), BENEFITS)["Plan pays"].tolist()


def test_a_workbook_may_hold_all_tables(tmp_path):
    with pd.ExcelWriter(tmp_path / "all.xlsx", engine="xlsxwriter") as book:
        lines().to_excel(book, sheet_name="Lines", index=False)
        BENEFITS.to_excel(book, sheet_name="Benefits", index=False)
    assert command(tmp_path / "all.xlsx", tmp_path / "out.csv").exit_code == 0
    assert read_frame(tmp_path / "out.csv")["Plan pays"].sum() == 2100


def test_a_practice_that_fails_is_said_the_rest_go_on_and_a_rerun_does_what_is_missing(folder):
    (folder / "lines" / "south.csv").write_text("Fee\n1\n")
    words = (folder / "lines", folder / "out", "--benefits", folder / "benefits.csv", "--workers", 1)
    first = command(*words)
    assert first.exit_code == 2
    assert 'failed: south: lines has no column "Code"' in first.output
    assert sorted(each.stem for each in (folder / "out").glob("*.csv")) == ["north", "west"]
    lines().to_csv(folder / "lines" / "south.csv", index=False)
    again = command(*words, "--json")
    told = json.loads(again.stdout)
    assert (again.exit_code, told["done"], told["done_before"]) == (0, 1, 2)


def test_a_changed_table_is_done_again(folder):
    sources = Sources(str(folder / "benefits.csv"))
    tasks = tasks_of(folder / "lines", folder / "out", sources)
    for task in tasks:
        do(task)
    assert missing(tasks)[0] == []
    BENEFITS.iloc[:1].to_csv(folder / "benefits.csv", index=False)
    assert missing(tasks)[0] == tasks


def test_many_lines_are_parts_and_every_patient_is_whole_in_one(tmp_path):
    count = LINES_A_PART + 30
    lines(count).assign(Patient=[f"p{place // 10}" for place in range(count)]).to_parquet(tmp_path / "big.parquet")
    BENEFITS.to_csv(tmp_path / "benefits.csv", index=False)
    (tmp_path / "lines").mkdir()
    (tmp_path / "big.parquet").rename(tmp_path / "lines" / "big.parquet")
    tasks = tasks_of(tmp_path / "lines", tmp_path / "out", Sources(str(tmp_path / "benefits.csv")))
    assert len(tasks) == 2
    assert sum(do(task).lines for task in tasks) == count
    seen = [set(read_frame(path)["Patient"]) for path in (tmp_path / "out").glob("*.parquet")]
    assert len(seen) == 2
    assert not seen[0] & seen[1]


def test_a_column_practice_parts_a_file(tmp_path):
    both = pd.concat([lines().assign(Practice="A"), lines().assign(Practice="B")])
    both.to_csv(tmp_path / "all.csv", index=False)
    BENEFITS.to_csv(tmp_path / "benefits.csv", index=False)
    tasks = tasks_of(tmp_path / "all.csv", tmp_path / "out", Sources(str(tmp_path / "benefits.csv")))
    assert [(task.name, do(task).lines) for task in tasks] == [("A", 6), ("B", 6)]


def test_a_file_that_is_no_table_or_not_there_is_one_line(tmp_path):
    (tmp_path / "x.parquet").write_text("no")
    with pytest.raises(FileError, match=r"x\.parquet cannot be read as a table"):
        read_frame(tmp_path / "x.parquet")
    with pytest.raises(FileError, match=r"x\.pdf is none of: \.csv, \.parquet, \.xlsx"):
        read_frame(tmp_path / "x.pdf")
    with pytest.raises(FileError, match="is not there"):
        read_frame(tmp_path / "y.csv")


@pytest.mark.skipif(sys.platform == "win32", reason="a worker is killed by a signal")
def test_a_worker_killed_half_way_costs_nothing_and_a_bad_practice_is_reported(tmp_path):
    count = sized(4, 16, 60)
    (tmp_path / "lines").mkdir()
    for number in range(count):
        lines(sized(60, 2_000, 20_000)).to_parquet(tmp_path / "lines" / f"p{number:03d}.parquet")
    (tmp_path / "lines" / "bad.csv").write_text("Fee\n1\n")
    BENEFITS.to_csv(tmp_path / "benefits.csv", index=False)
    tasks = tasks_of(tmp_path / "lines", tmp_path / "out", Sources(str(tmp_path / "benefits.csv")))
    seen = []
    with cluster.client_of("", 2) as client:
        pids = client.run(os.getpid)

        def say(outcome):
            seen.append(outcome)
            if len(seen) == 2:
                os.kill(next(iter(pids.values())), signal.SIGKILL)

        outcomes = cluster.run_on(client, tasks, say)
    assert len(seen) == len(outcomes) == count + 1
    assert [each.name for each in outcomes if each.failure] == ["bad"]
    for task in tasks:
        if task.practice != "bad":
            assert read_frame(Path(task.out))["Plan pays"].sum() == 2100
    assert [task.practice for task in missing(tasks)[0]] == ["bad"]


def test_a_cluster_that_does_not_answer_is_one_line():
    with pytest.raises(cluster.ClusterError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        cluster.run([Task("a", "a.csv", "b.csv", Sources("c.csv"))], print, "tcp://127.0.0.1:9")
