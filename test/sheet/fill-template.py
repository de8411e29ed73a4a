"""Opens the template in LibreOffice, types texts into it, and saves it. Usage: fill-template.py TASK.json

The task: `folder` (for the profile and the files), `source`, `sheet`, `rows` (each the texts by technical name of column, the name that stands in the
second row), `first` (the number of the first row to fill), `saves` (file name -> filter and its options)."""

import json
import pathlib
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

task = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
folder = pathlib.Path(task["folder"])
pipe = f"decp{folder.name}"


def given(**values):
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items())


def connected():
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    for _ in range(200):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.3)
    raise SystemExit("soffice does not answer")


office = subprocess.Popen(
    [
        "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        f"--accept=pipe,name={pipe};urp;",
    ]
)
try:
    context = connected()
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    book = desktop.loadComponentFromURL((folder / task["source"]).as_uri(), "_blank", 0, given(Hidden=True))
    sheet = book.Sheets.getByName(task["sheet"])
    ranks = {sheet.getCellByPosition(rank, 1).String: rank for rank in range(200)}
    for row, texts in enumerate(task["rows"], start=task["first"] - 1):
        for name, text in texts.items():
            sheet.getCellByPosition(ranks[name], row).String = text
    for name, (kind, options) in task["saves"].items():
        book.storeToURL((folder / name).as_uri(), given(FilterName=kind, FilterOptions=options))
    book.close(True)
    desktop.terminate()
finally:
    try:
        office.wait(60)
    except subprocess.TimeoutExpired:
        office.kill()
