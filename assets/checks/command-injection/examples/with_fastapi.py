"""How do values reach programs? The scans of a reading room."""

import os
import subprocess

from fastapi import FastAPI

app = FastAPI()


@app.post("/scans")
def scan(pages: int):
#        ^^^^^^^^^^ command-injection: guarded
    os.system(f"scan --pages {pages}")


@app.post("/scans/named")
def named_scan(name: str):
    os.system("scan --name " + name)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ command-injection: missing


@app.post("/scans/listed")
def listed_scan(name: str):
    subprocess.check_call(["scan", "--name", name])
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ command-injection: guarded


@app.post("/clean")
def clean():
# <- command-injection: not-applicable
    subprocess.check_call(["scan", "--clean"])
