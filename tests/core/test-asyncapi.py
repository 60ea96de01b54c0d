#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Validates the examples of the wire contract against the schemas of asyncapi.yaml, and shows that
the schemas refuse: every example with a required field taken away must fail."""
import copy
import json
import pathlib
import sys
import unittest

try:
    import jsonschema
    import yaml
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(77)

CONTRACT = pathlib.Path(__file__).resolve().parents[2] / "docs" / "contract"
EXAMPLES = CONTRACT / "examples"
DOCUMENT = yaml.safe_load((CONTRACT / "asyncapi.yaml").read_text(encoding="utf-8"))
COMPONENTS = DOCUMENT["components"]


def validator(schema):
    resolver = jsonschema.RefResolver("", DOCUMENT)
    return jsonschema.Draft7Validator(schema, resolver=resolver)


def load(name):
    return json.loads((EXAMPLES / name).read_text(encoding="utf-8"))


def examples():
    """(file, schema) of everything that names example files."""
    for message in COMPONENTS["messages"].values():
        for name in message["x-example-files"]:
            yield name, message["payload"]
    for schema in COMPONENTS["schemas"].values():
        for name in schema.get("x-example-files", []):
            yield name, schema


JSON_EXAMPLES = [(name, schema) for name, schema in examples() if name.endswith(".json")]


class Contract(unittest.TestCase):
    def test_every_schema_is_a_schema(self):
        for schema in COMPONENTS["schemas"].values():
            jsonschema.Draft7Validator.check_schema(schema)

    def test_every_example_is_valid(self):
        for name, schema in JSON_EXAMPLES:
            with self.subTest(name):
                validator(schema).validate(load(name))

    def test_every_example_file_is_named_once(self):
        named = sorted(name for name, _ in examples())
        files = sorted(path.name for path in EXAMPLES.iterdir())
        self.assertEqual(named, files)

    def test_an_example_without_its_head_or_with_a_name_is_refused(self):
        for name, schema in JSON_EXAMPLES:
            example = load(name)
            for field in ("v", "t", "boot"):
                if field in example:
                    with self.subTest(name, missing=field):
                        changed = {k: v for k, v in example.items() if k != field}
                        self.assertFalse(validator(schema).is_valid(changed))
            if "v" in example:
                self.assertFalse(validator(schema).is_valid(dict(example, v=2)))
                self.assertFalse(validator(schema).is_valid(dict(example, mrn="1")))

    def test_changed_examples_are_refused(self):
        for name, path, value in (
            ("bed-alarms.json", ("alarms", 0, "pri"), "urgent"),
            ("bed-alarms.json", ("alarms", 0, "code"), "MDC|EVT"),
            ("bed-vitals.json", ("n", "MDC_RESP_RATE"), {}),
            ("bed-vitals.json", ("n", "MDC_RESP_RATE", "x"), "18"),
            ("bed-vitals.json", ("seq",), -1),
            ("bed-limits.json", ("limits", "MDC_RESP_RATE", "until"), None),
            ("bed-meta.json", ("leads", 0, "gain"), 0),
            ("bed-meta.json", ("patient_class",), "child"),
            ("bed-wave.json", ("leads",), {}),
            ("gateway-state.json", ("beds", 0), "Bed 1"),
            ("station-state.json", ("beds", "01"), "first"),
            ("station-bed-actions.json", ("actions", 0, "key"), None),
            ("station-bed-actions.json", ("actions", 0, "key"), "12a|limit"),
            ("station-bed-actions.json", ("actions", 1, "until"), None),
            ("station-bed-actions.json", ("actions", 1, "reason"), ""),
            ("acknowledgement.json", ("id",), "1"),
            ("station-bed-command.json", ("type",), "reboot"),
            ("station-bed-command-limit.json", ("args", "refid"), None),
            ("station-bed-command-limit.json", ("args", "lo"), "88"),
            ("station-bed-command-limit.json", ("args", "on"), False),
            ("station-bed-command-limit.json", ("args",), None),
            ("bed-result-refused.json", ("result",), "no"),
        ):
            with self.subTest(name, path=path):
                schema = dict(JSON_EXAMPLES)[name]
                example = copy.deepcopy(load(name))
                place = example
                for step in path[:-1]:
                    place = place[step]
                place[path[-1]] = value
                self.assertFalse(validator(schema).is_valid(example))

    def test_every_channel_says_how_it_is_sent(self):
        for topic, channel in DOCUMENT["channels"].items():
            operation = channel.get("subscribe") or channel["publish"]
            with self.subTest(topic):
                self.assertIn(operation["bindings"]["mqtt"]["qos"], (0, 1))
                self.assertIsInstance(operation["bindings"]["mqtt"]["retain"], bool)
                names = {part[1:-1] for part in topic.split("/") if part.startswith("{")}
                self.assertEqual(names, set(channel["parameters"]))


if __name__ == "__main__":
    unittest.main(verbosity=2)
