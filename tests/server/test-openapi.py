#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/contract/openapi.yaml is true: its examples are valid and fail when a required field goes, and
what the real server answers to each request is documented, valid, and of every documented kind."""
import copy
import http.client
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

try:
    import jsonschema
    import yaml
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(77)

ROOT = pathlib.Path(__file__).resolve().parents[2]
DOCUMENT = yaml.safe_load((ROOT / "docs" / "contract" / "openapi.yaml").read_text(encoding="utf-8"))
PATHS = DOCUMENT["paths"]
TOKEN = "openapi-token-0123456789"
ENCOUNTER = "0f0e0d0c-0000-4000-8000-000000000016"
# Asked for by the disk, which this test does not fill.
NOT_PROVOKED = {"503", "507"}


def validator(schema):
    resolver = jsonschema.RefResolver("", DOCUMENT)
    return jsonschema.Draft202012Validator(schema, resolver=resolver)


def resolve(node):
    while "$ref" in node:
        target = DOCUMENT
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        node = target
    return node


def contents():
    """(where, schema, examples) of every body in the document."""
    for path, item in PATHS.items():
        for method, operation in item.items():
            bodies = [("request", operation.get("requestBody", {}))]
            bodies += list(operation["responses"].items())
            for name, body in bodies:
                for content in resolve(body).get("content", {}).values():
                    yield f"{method} {path} {name}", content["schema"], content.get("examples", {})


def examples():
    for where, schema, named in contents():
        for name, example in named.items():
            yield f"{where} {name}", schema, example["value"]


class Document(unittest.TestCase):
    def test_schemas_are_schemas_and_every_reference_leads_somewhere(self):
        jsonschema.Draft202012Validator.check_schema({"$defs": DOCUMENT["components"]["schemas"]})

        def walk(node):
            if isinstance(node, dict):
                if isinstance(node.get("$ref"), str):
                    resolve(node)
                for value in node.values():
                    walk(value)
            elif isinstance(node, list):
                for value in node:
                    walk(value)

        walk(DOCUMENT)

    def test_every_example_is_valid(self):
        found = list(examples())
        self.assertGreater(len(found), 12)
        for where, schema, value in found:
            with self.subTest(where):
                validator(schema).validate(value)

    def test_an_example_without_a_required_field_is_not(self):
        for where, schema, value in examples():
            for name in resolve(schema).get("required", []):
                broken = copy.deepcopy(value)
                del broken[name]
                with self.subTest(f"{where} without {name}"):
                    self.assertFalse(validator(schema).is_valid(broken))

    def test_the_shared_examples_are_valid_here_too(self):
        schema = {"$ref": "#/components/schemas/Acknowledgement"}
        paths = sorted((ROOT / "docs" / "contract" / "examples").glob("acknowledgement*.json"))
        self.assertGreaterEqual(len(paths), 2)
        for path in paths:
            with self.subTest(path.name):
                validator(schema).validate(json.loads(path.read_text(encoding="utf-8")))

    def test_schemas_refuse_what_the_contract_refuses(self):
        good = PATHS["/v1/acknowledgements/{id}"]["put"]["requestBody"]["content"]["application/json"]
        value = good["examples"]["highAlarm"]["value"]
        wrongs = [("id", ENCOUNTER), ("action", "forget"), ("bed", "BED 1"), ("t", "5"), ("t", -1),
                  ("station", None), ("asof", 2 ** 60), ("scope", "ward"), ("encounter", "x"), ("key", "01|limit")]
        for name, wrong in wrongs:
            with self.subTest(name):
                self.assertFalse(validator(good["schema"]).is_valid({**value, name: wrong}))


class Server(unittest.TestCase):
    """Every exchange is checked against the document; at the end nothing documented is unseen."""

    @classmethod
    def setUpClass(cls):
        cls.seen = set()
        cls.folder = tempfile.TemporaryDirectory(prefix="vigil-test-openapi-")
        folder = pathlib.Path(cls.folder.name)
        (folder / "tokens").write_text(f"desk-2 {TOKEN}\n", encoding="utf-8")
        (folder / "tokens").chmod(0o600)
        cls.process = subprocess.Popen(
            [os.environ["VIGIL_SERVER"], "--data-dir", folder / "data", "--ward-file",
             ROOT / "data" / "ward" / "demo-ward.conf", "--token-file", folder / "tokens",
             "--port", "0", "--print-port"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        cls.port = int(cls.process.stdout.readline())

    @classmethod
    def tearDownClass(cls):
        cls.process.terminate()
        cls.process.wait(timeout=10)
        cls.process.stdout.close()
        cls.folder.cleanup()

    def ask(self, expected, method, template, path=None, body=None, token=TOKEN, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        head = {} if token is None else {"Authorization": f"Bearer {token}"}
        if body is not None:
            head["Content-Type"] = "application/json"
            body = json.dumps(body).encode() if isinstance(body, dict) else body
        connection.request(method, path or template, body, {**head, **(headers or {})})
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        self.assertEqual(answer.status, expected, text)
        operation = PATHS[template].get(method.lower(), None)
        if operation is None:
            operation = next(iter(PATHS[template].values()))
        response = resolve(operation["responses"][str(answer.status)])
        content = response.get("content")
        if content is None:
            self.assertEqual(text, b"")
        else:
            self.assertEqual(answer.headers["Content-Type"], "application/json")
            validator(content["application/json"]["schema"]).validate(json.loads(text))
        self.seen.add((template, str(answer.status)))
        return answer, json.loads(text) if text else None

    def test_all(self):
        self.acknowledgements()
        self.encounters()
        self.wards()
        self.lists()
        self.ask(200, "GET", "/v1/health", token=None)
        documented = {(path, status) for path, item in PATHS.items()
                      for operation in item.values() for status in operation["responses"]
                      if status not in NOT_PROVOKED}
        self.assertEqual(documented - self.seen, set())

    def acknowledgements(self):
        template = "/v1/acknowledgements/{id}"
        content = PATHS[template]["put"]["requestBody"]["content"]["application/json"]
        for example in content["examples"].values():
            value = example["value"]
            path = f"/v1/acknowledgements/{value['id']}"
            _, first = self.ask(201, "PUT", template, path, value)
            _, again = self.ask(200, "PUT", template, path, value)
            self.assertEqual(first, again)
            self.assertEqual(first["id"], value["id"])
            self.ask(409, "PUT", template, path, {**value, "by": "somebody else"})
            self.ask(403, "PUT", template, path, {**value, "station": "desk-3"})
            self.ask(422, "PUT", template, path, {**value, "asof": "now"})
            self.ask(401, "PUT", template, path, value, token="another")
            self.ask(405, "POST", template, path, value)
            self.ask(413, "PUT", template, path, b" " * 70000)
            self.ask(415, "PUT", template, path, value, headers={"Content-Type": "text/plain"})
            # A body of unknown length is sent in chunks.
            self.ask(411, "PUT", template, path, iter([b"{}"]))

    def encounters(self):
        template = "/v1/encounters/{encounter}"
        content = PATHS[template]["put"]["requestBody"]["content"]["application/json"]
        path = f"/v1/encounters/{ENCOUNTER}"
        for example in content["examples"].values():
            value = example["value"]
            self.ask(201, "PUT", template, path, value)
            self.ask(200, "PUT", template, path, value)
        self.ask(409, "PUT", template, path, {**value, "by": "somebody else"})
        self.ask(403, "PUT", template, path, {**value, "station": "desk-3"})
        self.ask(422, "PUT", template, path, {**value, "action": "admit"})
        self.ask(401, "PUT", template, path, value, token=None)

    def wards(self):
        template = "/v1/wards/{site}/{ward}"
        answer, ward = self.ask(200, "GET", template, "/v1/wards/demo/w1")
        self.assertEqual(len(ward["beds"]), 16)
        self.assertEqual(len(ward["actions"]), 1)
        self.ask(304, "GET", template, "/v1/wards/demo/w1",
                 headers={"If-None-Match": answer.headers["ETag"]})
        self.ask(401, "GET", template, "/v1/wards/demo/w1", token=None)
        self.ask(404, "GET", template, "/v1/wards/demo/w2")

    def lists(self):
        template = "/v1/acknowledgements"
        _, page = self.ask(200, "GET", template, f"{template}?ward=w1&after=0")
        self.assertEqual(len(page["acknowledgements"]), 2)
        _, page = self.ask(200, "GET", template, f"{template}?ward=w1&after={page['next']}")
        self.assertEqual(page["acknowledgements"], [])
        self.ask(401, "GET", template, f"{template}?ward=w1", token=None)
        self.ask(404, "GET", template, f"{template}?ward=w9")
        self.ask(422, "GET", template)


if __name__ == "__main__":
    unittest.main()
