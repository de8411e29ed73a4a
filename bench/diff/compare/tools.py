"""`python3 bench/diff/compare/tools.py NAME`: a tool or a judge in Python, asked and answering by lines of JSON as `tools.ts` does."""

import json
import sys
import time
from importlib import import_module, metadata

MARK = "reply "
DRAFTS = {"draft-04": "Draft4", "draft-06": "Draft6", "draft-07": "Draft7", "2019-09": "Draft201909", "2020-12": "Draft202012"}


def judge():
    """What python-jsonschema says of instances: a list of [accepted by previous, accepted by next]."""
    jsonschema = import_module("jsonschema")

    def ask(asked):
        make = getattr(jsonschema, DRAFTS[asked["dialect"]] + "Validator")
        sides = [make(asked["previous"]), make(asked["next"])]
        return {"accepted": [[side.is_valid(one) for side in sides] for one in asked["instances"]]}

    return ask, "jsonschema"


def jsonsubschema():
    contained = import_module("jsonsubschema").isSubschema

    def ask(asked):
        there, back = (asked["previous"], asked["next"]), (asked["next"], asked["previous"])
        return {"backward": verdict(contained(*there)), "forward": verdict(contained(*back))}

    return ask, "jsonsubschema"


def jsonschema_rs():
    module = import_module("jsonschema_rs")

    def ask(asked):
        draft = getattr(module, DRAFTS[asked["dialect"]])
        formats = asked["formatAssertion"]
        sides = [module.canonicalize(asked[side], draft=draft, validate_formats=formats) for side in ("previous", "next")]
        return {"backward": said(sides[1].covers(sides[0])), "forward": said(sides[0].covers(sides[1]))}

    def said(answer):
        containment = module.canonical.Containment
        return "yes" if answer == containment.YES else "no" if answer == containment.NO else "unknown"

    return ask, "jsonschema-rs"


def verdict(contained):
    return "yes" if contained else "no"


def reply(value):
    print(MARK + json.dumps(value), flush=True)


TOOLS = {"judge": judge, "jsonsubschema": jsonsubschema, "jsonschema-rs": jsonschema_rs}

try:
    ask, package = TOOLS[sys.argv[1]]()
except ImportError as error:
    reply({"missing": str(error)})
    sys.exit(0)
reply(f"ready {metadata.version(package)}")
for line in sys.stdin:
    asked = json.loads(line)
    start = time.process_time()
    try:
        answer = ask(asked)
    except RecursionError:
        answer = {"refused": "RecursionError"}
    except Exception as error:
        answer = {"refused": f"{type(error).__name__}: {error}"[:300]}
    reply({**answer, "ms": (time.process_time() - start) * 1000})
