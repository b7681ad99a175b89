"""A letterbox: a body that is no form has no part of one."""

from typing import Annotated

from fastapi import FastAPI, File, Form, UploadFile

app = FastAPI()


@app.post("/letters")
def post(stamp: str = Form("none"), seal: UploadFile | None = File(None)):
#        ^^^^^^^^^^^^^^^^^^^^^^^^^ content-type: guarded
    return stamp


@app.post("/cards")
def card(colour: Annotated[str, Form()] = "blue"):
#        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ content-type: guarded
    return colour


@app.post("/parcels")
def parcel(stamp: str = Form("none"), content: UploadFile = File(...)):
#                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ content-type: guarded
    return stamp


@app.post("/telegrams")
def telegram(words: Annotated[str, Form(max_length=40)], reply: UploadFile | None = None):
#            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ content-type: guarded
    return words
