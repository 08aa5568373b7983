import subprocess
import sys

from tests.cli.server.installed import duly

ASK = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "duly.server.settings"
import django
django.setup()
from duly.server.platform.jobs.queue import ask
ask(kind="platform.sweep", payload={})
"""


def test_what_is_due_is_done_once(home):
    subprocess.run([sys.executable, "-c", ASK], env={"DULY_HOME": str(home)}, check=True)
    first = int(duly(home, "worker", "--once").out.split()[0])
    assert first >= 1
    assert duly(home, "worker", "--once").out == "0 jobs done\n"


def test_without_a_database_the_command_says_what_to_do(tmp_path):
    ran = duly(tmp_path, "worker", "--once")
    assert (ran.code, "run `duly migrate`" in ran.err) == (2, True)
