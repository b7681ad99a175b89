"""Where a ferry's pages lead, and the cookies they leave."""
from quart import Quart, make_response, redirect, request, send_file

app = Quart(__name__)


@app.post("/tickets")
async def tickets():
# <- path: not-applicable
# <- cookie-flags: not-applicable
    return redirect(request.args["next"])
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ redirect: missing


@app.post("/deck")
async def deck():
# <- path: not-applicable
# <- redirect: not-applicable
    answer = await make_response("", 204)
    answer.set_cookie("deck", "2")
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ cookie-flags: missing
    return answer


@app.get("/maps")
async def maps():
# <- cookie-flags: not-applicable
# <- redirect: not-applicable
    return await send_file("maps/" + request.args["sea"])
#                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ path: missing
