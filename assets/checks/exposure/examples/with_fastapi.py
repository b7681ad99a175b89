"""What is given away? A FastAPI part of a lighthouse."""

from fastapi import FastAPI, HTTPException

from lamps import LampBroken, light

app = FastAPI()


@app.post("/light")
def switch_on():
    try:
        light()
    except Exception as error:
        raise HTTPException(status_code=500, detail=f"failed: {error}")
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ exposure: missing


@app.post("/light/quietly")
def switch_on_quietly():
    try:
        light()
    except Exception:
#          ^^^^^^^^^ exposure: guarded
        raise HTTPException(status_code=500, detail="The lamp stays dark.")


@app.post("/light/named")
def switch_on_named():
# <- exposure: not-applicable
    try:
        light()
    except LampBroken as error:
        raise HTTPException(status_code=409, detail=str(error))
