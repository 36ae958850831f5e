#!/usr/bin/env python3
"""The examples give an account in every format, the same one twice, and every span of it is verified."""
import os
import subprocess
import sys
import tempfile

SYNOPTIC = os.environ["SYNOPTIC"]
EXAMPLE = "examples/dresk"


def run(*arguments):
    done = subprocess.run([SYNOPTIC, *arguments], capture_output=True, text=True)
    if done.returncode or done.stderr:
        sys.exit(f"synoptic {' '.join(arguments)}: exit {done.returncode}\n{done.stderr}")
    return done.stdout


def main():
    if not os.path.exists(os.environ["SY_MODEL_FILE"]):
        print("skipped: there is no model (make setup)")
        return 77
    assert "Where they differ" in run("report", "--quiet", EXAMPLE)
    for form in ("json", "html", "markdown"):
        account = run("report", "--quiet", "--format", form, EXAMPLE)
        assert len(account) > 10000, form
        assert account == run("report", "--quiet", "--threads", "1", "--format", form, EXAMPLE), form
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "account.json")
        run("report", "--quiet", EXAMPLE, "-o", path)
        run("verify", "--quiet", path, EXAMPLE)
        tables = os.path.join(folder, "tables")
        run("report", "--quiet", "--format", "csv", "-o", tables, EXAMPLE)
        assert len(os.listdir(tables)) > 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
