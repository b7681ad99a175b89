"""What an exception that the code names says is expected; of several that tell, the broadest counts."""

from flask import Flask, abort

app = Flask(__name__)


def page_writer():
    try:
        import lamps.pages as pages
    except ImportError as error:
        abort(500, f"no pages: {error}")
    try:
        return pages.Writer()
    except Exception as error:
        abort(500, f"no writer: {error}")


@app.get("/lamps/kinds")
def kinds():
# <- exposure: not-applicable
    try:
        import lamps.kinds
    except ImportError as error:
        abort(500, f"no kinds: {error}")
    return list(lamps.kinds.ALL)


@app.get("/lamps/page")
def page():
    return page_writer().write()
#          ^^^^^^^^^^^^^ exposure: missing
