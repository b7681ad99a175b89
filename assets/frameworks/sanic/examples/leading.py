"""Where a cinema's pages lead, and what they send."""
from sanic import Sanic
from sanic.response import file, html, redirect

app = Sanic("cinema")


@app.post("/seats")
async def seats(request):
# <- path: not-applicable
# <- xss: not-applicable
    return redirect(request.args.get("next"))
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ redirect: missing


@app.get("/poster")
async def poster(request):
# <- xss: not-applicable
# <- redirect: not-applicable
    return await file("posters/" + request.args.get("film"))
#                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ path: missing


@app.get("/title")
async def title(request):
# <- path: not-applicable
# <- redirect: not-applicable
    return html("<h1>" + request.args.get("film"))
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ xss: missing
