"""Names in framework files that the installed releases no longer have.

Run by hand, in an environment where the packages are installed:

    python tests/tools/modelled_names.py [ID...]

Every access path of assets/frameworks/*/framework.toml is followed through the
imported packages as far as they can tell: modules, classes, functions, and the
attributes of objects that a class declares. What a function returns without
saying so is not followed. Names in `gone` are expected not to be there any more
where the release is new enough, and to be there where it is not. Prints what is
missing with file and line; exits with 1 if anything is, with 0 otherwise.
Packages that are not installed are named and passed over.
"""

import importlib
import importlib.metadata
import inspect
import pkgutil
import re
import sys
import tomllib
import types
import typing
import warnings
from pathlib import Path

FRAMEWORKS = Path(__file__).resolve().parents[2] / "assets" / "frameworks"

# Keys whose texts are no access paths, or hold words of a program.
NOT_PATHS = {
    "id", "title", "reference", "packages", "gone", "renamed", "words", "contains",
    "methods", "default-methods", "version-names", "version-fields", "principal-names",
    "when", "unless", "keyword", "view-keyword", "prefix-keyword", "facts", "fact",
    "reason", "suffix", "root", "method", "setting", "attribute", "getter", "input",
    "decides", "means", "before", "detail", "decorators", "keyed", "returns",
    "own-only", "left-out",
    "route-keyword", "route-keywords", "methods-keyword", "names", "class-method",
    "suffix-keyword", "hook-times", "parameters", "prefix-attribute", "body-parameter",
}

# Stand-ins that only know what they stand for while a request is answered.
STANDS_FOR = {
    "flask.request": "flask.wrappers.Request",
    "flask.session": "flask.sessions.SecureCookieSession",
    "flask.g": None,
    "flask.current_app": "flask.Flask",
    "quart.request": "quart.wrappers.Request",
    "quart.session": "flask.sessions.SecureCookieSession",
    "quart.g": None,
    "quart.current_app": "quart.Quart",
    "quart_auth.current_user": "quart_auth.AuthUser",
    "flask_login.current_user": "flask_login.UserMixin",
}

# What middleware of the framework adds to objects.
ADDED = {
    "django.http.HttpRequest().user": "django.contrib.auth.models.User",
    "django.http.HttpRequest().auser": None,
    "django.http.HttpRequest().session": None,
    "pyramid.request.Request().subpath": None,
    "pyramid.request.Request().traversed": None,
}

# What cannot be told: whatever is asked of it may be there.
UNTOLD = object()


class Object:
    """An object of a class, known by that class alone."""

    def __init__(self, of):
        self.of = of


def texts(value, found):
    """The texts of a data file that are access paths."""
    if isinstance(value, str):
        found.append(value)
    elif isinstance(value, list):
        for part in value:
            texts(part, found)
    elif isinstance(value, dict):
        for key, part in value.items():
            if key not in NOT_PATHS:
                texts(part, found)


def imported(dotted):
    """The module of this name, or None."""
    try:
        return importlib.import_module(dotted)
    except (Exception, SystemExit):  # noqa: BLE001 importing may fail in any way
        return None


def attribute(value, name, path):
    """The attributes of this name: an empty list where there is none."""
    if value is UNTOLD:
        return [UNTOLD]
    if isinstance(value, Object):
        if f"{path}.{name}" in ADDED:
            added = ADDED[f"{path}.{name}"]
            return [Object(one) for one in followed(added)] if added else [UNTOLD]
        return of_object(value.of, name)
    if name in ("*", "**"):
        # All of them; a run of any length cannot be told.
        return [UNTOLD] if name == "**" else everything(value)
    if f"{path}.{name}" in STANDS_FOR:
        stands_for = STANDS_FOR[f"{path}.{name}"]
        if stands_for is None:
            return [UNTOLD]
        return [Object(one) for one in followed(stands_for)]
    try:
        return [getattr(value, name)]
    except Exception:  # noqa: BLE001
        if hasattr(type(value), name):
            return [UNTOLD]
        module = imported(f"{path}.{name}") if isinstance(value, types.ModuleType) else None
        return [module] if module else []


def everything(value):
    """The public attributes of a module or class."""
    found = []
    if isinstance(value, types.ModuleType):
        inner = pkgutil.iter_modules(getattr(value, "__path__", []))
        names = [f"{value.__name__}.{one.name}" for one in inner if one.name[0] != "_"]
        found += [module for module in map(imported, names) if module]
    for name in dir(value):
        if not name.startswith("_"):
            try:
                found.append(getattr(value, name))
            except Exception:  # noqa: BLE001
                found.append(UNTOLD)
    return found


def of_object(of, name):
    """What `name` is on objects of a class."""
    if name in ("*", "**"):
        return [UNTOLD]
    if not isinstance(of, type):
        return [UNTOLD]
    annotated = {}
    for base in of.__mro__:
        annotated.update(base.__dict__.get("__annotations__", {}))
    if hasattr(of, name):
        found = inspect.getattr_static(of, name, None)
        if isinstance(found, property) and found.fget is not None:
            return [returned(found.fget)]
        if inspect.isfunction(found):
            return [found]
        return [UNTOLD]
    if name in annotated or hasattr(of, "__getattr__") or getattr(of, "__slots__", None):
        return [UNTOLD]
    for base in of.__mro__:
        try:
            source = inspect.getsource(base)
        except (OSError, TypeError):
            # Written in another language: only what it declares can be told.
            continue
        if re.search(rf"self\.{re.escape(name)}\b[^=\n]*=[^=]", source):
            return [UNTOLD]
    return []


def returned(function):
    """What calling a function gives, where its annotation says so."""
    try:
        hint = typing.get_type_hints(function).get("return")
    except Exception:  # noqa: BLE001
        hint = None
    told = isinstance(hint, type) and hint not in (object, typing.Any)
    return Object(hint) if told else UNTOLD


def called(value):
    """What calling a value gives."""
    if isinstance(value, type):
        return Object(value)
    if inspect.isfunction(value):
        return returned(value)
    return UNTOLD


def followed(path):
    """The values an access path may lead to; empty where there is no such name."""
    parts = [part for part in re.sub(r"\[[^\]]*\]", "", path).split(".") if part]
    if not parts or parts[0] in ("*", "**"):
        return [UNTOLD]
    first = parts[0].rstrip("()")
    module = imported(first)
    if module is None:
        return None
    values, so_far = [module], first
    for part in parts[1:]:
        if part == "**":
            return [UNTOLD]
        name = part.replace("()", "")
        glob = "*" in name and name != "*"
        calls = part.count("()")
        if glob:
            return [UNTOLD]
        values = [one for value in values for one in attribute(value, name, so_far)]
        for _ in range(calls):
            values = [called(value) for value in values]
        if not values:
            return []
        values = [UNTOLD] if any(value is UNTOLD for value in values) else values
        so_far = f"{so_far}.{part}"
    return values


def release(version):
    """A release as numbers that compare."""
    return tuple(int(number) for number in re.findall(r"\d+", version)[:3])


def installed(package):
    """The installed release of a package, or None."""
    if package == "python":
        return "{}.{}".format(*sys.version_info)
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def is_gone(path, gone, versions):
    """Whether an older release is meant than the one installed."""
    for start, since in gone.items():
        package, _, version = since.rpartition(" ")
        if path == start or path.startswith((start + ".", start + "(", start + "[")):
            known = versions.get(package)
            return known is not None and release(known) >= release(version)
    return False


def line_of(lines, text):
    """The 1-based line on which a text stands."""
    for number, line in enumerate(lines, 1):
        if f'"{text}"' in line and not line.lstrip().startswith("gone"):
            return number
    return 1


def check(folder):
    """The complaints about one framework file."""
    file = folder / "framework.toml"
    text = file.read_text(encoding="utf-8")
    data, lines = tomllib.loads(text), text.splitlines()
    versions = {name: installed(name) for name in data.get("packages", {})}
    for name, version in versions.items():
        if version is None:
            print(f"{file.parent.name}: {name} is not installed", file=sys.stderr)
    found = []
    texts(data, found)
    complaints, passed = [], set()
    for path in dict.fromkeys(found):
        values = followed(path)
        if values is None:
            passed.add(path.split(".")[0])
        elif not values and not is_gone(path, data.get("gone", {}), versions):
            complaints.append((line_of(lines, path), path))
    for name in sorted(passed):
        print(f"{file.parent.name}: `{name}` cannot be imported", file=sys.stderr)
    relative = file.relative_to(FRAMEWORKS.parents[1])
    return [f"{relative}:{line}: {path}" for line, path in sorted(complaints)]


def main(wanted):
    """Checks all framework files, or those of the ids."""
    warnings.simplefilter("ignore")
    folders = sorted(one.parent for one in FRAMEWORKS.glob("*/framework.toml"))
    if "django" not in sys.modules and (django := imported("django")):
        from django.conf import settings

        settings.configure(INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth"])
        django.setup()
    complaints = []
    for folder in folders:
        if not wanted or folder.name in wanted:
            complaints += check(folder)
    print("\n".join(complaints) or "every modelled name is there")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
