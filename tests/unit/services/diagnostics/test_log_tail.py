"""The end of the log: whole lines, what is new since, and nothing lost when the log is begun anew."""

from __future__ import annotations

from xray_desktop.services.diagnostics.log_tail import MOST_BYTES, at_least, read_tail

_LINE = "2026-01-02 03:04:05,678 {level} xray_desktop.qt: {words}\n"


def _write(path, *lines, mode="a"):
    with path.open(mode) as stream:
        stream.writelines(_LINE.format(level=level, words=words) for level, words in lines)


def _words(tail):
    return [line.text.rpartition(": ")[2] for line in tail.lines]


def test_what_is_new_follows_what_was_read(tmp_path):
    path = tmp_path / "log"
    _write(path, ("INFO", "one"), ("ERROR", "two"))
    first = read_tail(path)
    assert (_words(first), first.begun_anew) == (["one", "two"], True)
    _write(path, ("WARNING", "three"))
    second = read_tail(path, first.end)
    assert (_words(second), second.begun_anew) == (["three"], False)
    assert read_tail(path, second.end).lines == ()


def test_half_a_line_waits_until_it_is_whole(tmp_path):
    path = tmp_path / "log"
    _write(path, ("INFO", "one"))
    with path.open("a") as stream:
        stream.write("2026-01-02 03:04:05,678 INFO half")
    tail = read_tail(path)
    assert _words(tail) == ["one"]
    with path.open("a") as stream:
        stream.write(": whole\n")
    assert _words(read_tail(path, tail.end)) == ["whole"]


def test_a_log_that_is_begun_anew_is_read_anew(tmp_path):
    path = tmp_path / "log"
    _write(path, *[("INFO", "old")] * 50)
    end = read_tail(path).end
    _write(path, ("INFO", "new"), mode="w")
    tail = read_tail(path, end)
    assert (_words(tail), tail.begun_anew) == (["new"], True)


def test_of_a_long_log_only_the_end_is_read(tmp_path):
    path = tmp_path / "log"
    _write(path, *[("INFO", f"line {number}") for number in range(20_000)])
    tail = read_tail(path)
    assert tail.lines[-1].text.endswith("line 19999")
    assert sum(len(line.text) + 1 for line in tail.lines) <= MOST_BYTES
    assert tail.lines[0].text.startswith("2026")


def test_a_log_that_is_not_there_is_empty(tmp_path):
    assert read_tail(tmp_path / "absent").lines == ()


def test_levels_filter_and_a_line_without_one_goes_with_the_line_before(tmp_path):
    path = tmp_path / "log"
    _write(path, ("INFO", "one"), ("ERROR", "two"))
    with path.open("a") as stream:
        stream.write("  and more of it\n")
    lines = read_tail(path).lines
    assert [line.level for line in lines] == ["INFO", "ERROR", "ERROR"]
    assert [line.level for line in at_least(lines, "WARNING")] == ["ERROR", "ERROR"]
