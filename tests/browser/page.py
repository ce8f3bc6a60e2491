#!/usr/bin/env python3
"""Opens the page that `annotate --format html` writes in headless Chromium and reads it.

    python3 tests/browser/page.py [--annotate PROGRAM] [--screenshots FOLDER]

Checks, against `--format jsonl` of the same text: as many mentions, with the same surfaces, each linked to
its entity in the panel; nothing fetched and no error; the hint hidden until a mention is pointed at or
focused, then visible with name, score and evidence; no sideways scrolling on a phone; readable contrast in
light and dark. Needs Python's standard library, Chromium and ChromeDriver; where they are missing, root on a
Debian machine gets them by apt-get, everyone else an error.
"""
import argparse
import base64
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
TEXT = """Лукашэнка памілаваў Алеся Бяляцкага і Марыю Калеснікаву

Аляксандр Лукашэнка сустрэўся з прадстаўніком ЗША. У Вільні Бяляцкага чакала Святлана Ціханоўская.

Alexander Lukashenko freed Maria Kolesnikova, <b>said</b> "Viasna" & the European Union.
"""
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]


def install():
    """Chromium's and ChromeDriver's paths; installs them where possible."""
    programs = [shutil.which("chromium"), shutil.which("chromedriver")]
    if None in programs and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update"], check=True, stdout=subprocess.DEVNULL)
        subprocess.run(
            ["apt-get", "install", "-y", "--no-install-recommends", "chromium", "chromium-driver"],
            check=True, stdout=subprocess.DEVNULL, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        )
        programs = [shutil.which("chromium"), shutil.which("chromedriver")]
    if None in programs:
        sys.exit("page.py: chromium and chromedriver are needed (apt-get install chromium chromium-driver)")
    return programs


# Whatever proxy the machine has is not for the loopback.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Browser:
    """A session of the WebDriver protocol."""

    def __init__(self, chromium, driver, profile):
        self.process = subprocess.Popen([driver, "--port=0"], stdout=subprocess.PIPE, text=True)
        port = None
        for line in self.process.stdout:
            if "successfully on port" in line:
                port = line.rsplit("port", 1)[1].strip(" .\n")
                break
        if port is None:
            sys.exit("page.py: chromedriver did not start")
        self.url = f"http://127.0.0.1:{port}"
        options = {"binary": chromium, "args": [*FLAGS, f"--user-data-dir={profile}"]}
        wanted = {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": options,
                                  "goog:loggingPrefs": {"browser": "ALL"}}}
        opened = self.call("POST", "/session", {"capabilities": wanted})
        self.url += "/session/" + opened["sessionId"]

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, {"Content-Type": "application/json"}, method=method)
        with DIRECT.open(request, timeout=60) as answer:
            return json.load(answer)["value"]

    def run(self, script, *arguments):
        return self.call("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def devtools(self, command, **parameters):
        self.call("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def size(self, width, height):
        self.devtools("Emulation.setDeviceMetricsOverride", width=width, height=height,
                      deviceScaleFactor=1, mobile=width < 600)

    def colours(self, scheme, media="screen"):
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.devtools("Emulation.setEmulatedMedia", media=media, features=features)

    def pointer(self, x, y):
        move = {"type": "pointerMove", "duration": 0, "x": x, "y": y}
        actions = [{"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": [move]}]
        self.call("POST", "/actions", {"actions": actions})

    def close(self):
        try:
            self.call("DELETE", "")
        finally:
            self.process.terminate()
            self.process.wait(10)


CONTRAST = """
const channels = colour => colour.match(/[0-9.]+/g).slice(0, 3).map(Number).map(c => {
  c /= 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; });
const light = colour => { const [r, g, b] = channels(colour); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
return [...document.querySelectorAll('mark')].map(mark => {
  const style = getComputedStyle(mark), own = light(style.color), back = light(style.backgroundColor);
  return (Math.max(own, back) + 0.05) / (Math.min(own, back) + 0.05); });
"""
# The faintest of what is printed, against white paper.
PRINT_CONTRAST = CONTRAST.split("return [...")[0] + """
return ['.imya main', '.imya .sum', '.imya h2', '.imya code', '.imya .count'].flatMap(selector =>
  [...document.querySelectorAll(selector)].map(own => 1.05 / (light(getComputedStyle(own).color) + 0.05)));
"""
VISIBLE = "return getComputedStyle(document.querySelectorAll('.hint')[arguments[0]]).display !== 'none'"


def check(condition, what):
    if not condition:
        raise AssertionError(what)


def read(browser, page, mentions, shots):
    browser.call("POST", "/url", {"url": page.as_uri()})
    surfaces = browser.run("return [...document.querySelectorAll('main mark')].map(m => m.textContent)")
    check(surfaces == [m["surface"] for m in mentions], f"{surfaces} are not the mentions of the JSON lines")
    ids = browser.run("return [...document.querySelectorAll('main a')].map(a => a.dataset.id)")
    check(ids == [m["id"] for m in mentions], "links name other entities than the JSON lines")
    linked = browser.run("""return [...document.querySelectorAll('main a')].every(a =>
        document.querySelector(a.getAttribute('href')).textContent.includes(a.dataset.id)
        && document.getElementById(a.getAttribute('aria-describedby')))""")
    check(linked, "a mention is not linked to its entity in the panel and to its hint")
    counts = browser.run("return [...document.querySelectorAll('aside .count')].map(c => Number(c.textContent))")
    check(sum(counts) == len(mentions), f"the panel counts {counts}, not {len(mentions)} mentions")
    check(browser.run("return performance.getEntriesByType('resource').length") == 0, "the page fetches something")
    check(not browser.call("POST", "/se/log", {"type": "browser"}), "the page reports errors")

    check(not browser.run(VISIBLE, 1), "a hint shows before it is asked for")
    box = browser.run("""const b = document.querySelectorAll('main mark')[1].getClientRects()[0];
        return [Math.round(b.x + b.width / 2), Math.round(b.y + b.height / 2)]""")
    browser.pointer(*box)
    check(browser.run(VISIBLE, 1), "pointing at a mention shows no hint")
    hint = browser.run("return document.querySelectorAll('.hint')[1].innerText")
    for part in ["Ales Bialiatski", "person/ales-bialiatski", f"{mentions[1]['score']:.2f}", "probability"]:
        check(part in hint, f"the hint has no {part!r}: {hint!r}")
    browser.pointer(0, 0)
    check(not browser.run(VISIBLE, 1), "the hint stays when the pointer leaves")
    tab = [{"type": "keyDown", "value": "\ue004"}, {"type": "keyUp", "value": "\ue004"}]
    browser.call("POST", "/actions", {"actions": [{"type": "key", "id": "keys", "actions": tab}]})
    check(browser.run("return document.activeElement.dataset.id") == mentions[0]["id"], "the first tab stop is no mention")
    check(browser.run(VISIBLE, 0), "focus shows no hint")

    for name, width in [("desktop", 1280), ("phone", 390)]:
        for scheme in ["light", "dark"]:
            browser.size(width, 900)
            browser.colours(scheme)
            wide = browser.run("return document.documentElement.scrollWidth - window.innerWidth")
            check(wide <= 0, f"{name}: the page scrolls sideways by {wide} pixels")
            contrast = min(browser.run(CONTRAST))
            check(contrast >= 4.5, f"{name}, {scheme}: contrast {contrast:.1f}")
            if shots:
                picture = browser.call("GET", "/screenshot")
                (shots / f"{name}-{scheme}.png").write_bytes(base64.b64decode(picture))
    browser.colours("dark", media="print")
    contrast = min(browser.run(PRINT_CONTRAST))
    check(contrast >= 4.5, f"printed, for a reader who prefers dark: contrast {contrast:.1f}")
    if shots:
        (shots / "print.png").write_bytes(base64.b64decode(browser.call("GET", "/screenshot")))


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--annotate", help="the built example; built by cargo where not given")
    arguments.add_argument("--screenshots", type=pathlib.Path, help="where to leave screenshots")
    arguments = arguments.parse_args()
    chromium, driver = install()
    program = [arguments.annotate] if arguments.annotate else [
        "cargo", "run", "--quiet", "--manifest-path", str(ROOT / "Cargo.toml"), "--example", "annotate", "--"]
    if arguments.screenshots:
        arguments.screenshots.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        folder = pathlib.Path(folder)
        text, page = folder / "text.txt", folder / "page.html"
        text.write_text(TEXT, encoding="utf-8")
        run = lambda *options: subprocess.run(
            [*program, *options, str(text)], check=True, capture_output=True, text=True).stdout
        page.write_text(run("--format", "html", "--explain"), encoding="utf-8")
        mentions = [json.loads(line) for line in run("--format", "jsonl").splitlines()]
        check(len(mentions) >= 10, f"only {len(mentions)} mentions in the sample")
        browser = Browser(chromium, driver, folder / "profile")
        try:
            read(browser, page, mentions, arguments.screenshots)
        finally:
            browser.close()
            time.sleep(0.2)
    print(f"the page shows {len(mentions)} mentions with their hints, light and dark, wide and narrow")


if __name__ == "__main__":
    main()
