"""pytest: the server as a subprocess. OSSICLE says how to start it; default: npx ossicle."""

import json
import os
import shlex
import subprocess
import urllib.parse
import urllib.request

import pytest


@pytest.fixture(scope="session")
def ossicle():
    command = shlex.split(os.environ.get("OSSICLE", "npx ossicle"))
    process = subprocess.Popen([*command, "serve", "--store", "memory:", "--port", "0"], stdout=subprocess.PIPE, text=True)
    yield json.loads(process.stdout.readline())["url"]
    process.terminate()
    process.wait(timeout=10)


def test_a_problem_lists_code_is_the_condition(ossicle):
    query = urllib.parse.urlencode({"system": "http://www.omim.org", "code": "166350"})
    with urllib.request.urlopen(f"{ossicle}/r4/ConceptMap/$translate?{query}") as answer:
        parameters = json.load(answer)["parameter"]
    assert next(p for p in parameters if p["name"] == "result")["valueBoolean"] is True
