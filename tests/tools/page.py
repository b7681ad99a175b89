#!/usr/bin/env python3
"""Opens a report page in headless Chromium and fails unless it behaves.

    lineproof report RANGE -o page.html --format html
    python3 tests/tools/page.py page.html [PICTURE.png [dark]]

Opening an item must show its lines; the page must load nothing but itself and
must write nothing to the console. Needs Python 3.9 and Debian's chromium.
"""

import base64
import json
import os
import pathlib
import subprocess
import sys
import time

OPEN_ALL = """
(async () => {
  const problems = [];
  for (const item of document.querySelectorAll(".item")) {
    const fold = item.parentElement.closest("details");
    if (fold) fold.open = true;
    item.querySelector("summary").click();
    await new Promise((done) => setTimeout(done, 20));
    const wanted = new Set(JSON.parse(item.dataset.stops));
    const shown = new Set([...document.querySelectorAll(".line.on")].map((line) => line.id));
    if (!item.open || wanted.size === 0 || wanted.size !== shown.size) problems.push(item.id);
  }
  document.querySelector(".item")?.querySelector("summary").click();
  return JSON.stringify({ items: document.querySelectorAll(".item").length, problems });
})()
"""


class Browser:
    """Chromium, spoken to through its debugging pipe."""

    def __init__(self):
        self.inbox, to_us = os.pipe()
        to_it, self.outbox = os.pipe()
        command = f"exec chromium --headless=new --no-sandbox --disable-gpu --remote-debugging-pipe " \
                  f"--window-size=1400,1000 3<&{to_it} 4>&{to_us}"
        self.process = subprocess.Popen(
            ["sh", "-c", command], pass_fds=(to_it, to_us), stderr=subprocess.DEVNULL)
        self.count, self.rest, self.events, self.session = 0, b"", [], None
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.send(f"{domain}.enable")

    def send(self, method, **params):
        self.count += 1
        message = {"id": self.count, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.outbox, json.dumps(message).encode() + b"\0")
        while True:
            while b"\0" not in self.rest:
                self.rest += os.read(self.inbox, 1 << 16)
            text, self.rest = self.rest.split(b"\0", 1)
            answer = json.loads(text)
            if answer.get("id") == self.count:
                return answer["result"]
            self.events.append(answer)

    def seen(self, *methods):
        return [event["params"] for event in self.events if event.get("method") in methods]


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    url = pathlib.Path(sys.argv[1]).resolve().as_uri()
    browser = Browser()
    try:
        if "dark" in sys.argv[3:]:
            scheme = {"name": "prefers-color-scheme", "value": "dark"}
            browser.send("Emulation.setEmulatedMedia", features=[scheme])
        browser.send("Page.navigate", url=url)
        time.sleep(1)
        answer = browser.send("Runtime.evaluate", expression=OPEN_ALL, awaitPromise=True)
        opened = json.loads(answer["result"]["value"])
        if len(sys.argv) > 2:
            shot = browser.send("Page.captureScreenshot", format="png")["data"]
            pathlib.Path(sys.argv[2]).write_bytes(base64.b64decode(shot))
    finally:
        browser.process.kill()
    loaded = {one["request"]["url"] for one in browser.seen("Network.requestWillBeSent")} - {url}
    said = browser.seen("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded")
    print(f"{opened['items']} items opened, {len(opened['problems'])} without their lines, "
          f"{len(loaded)} other requests, {len(said)} words on the console")
    if opened["problems"] or loaded or said or not opened["items"]:
        sys.exit(f"{opened['problems'][:9]} {sorted(loaded)[:9]} {said[:3]}")


if __name__ == "__main__":
    main()
