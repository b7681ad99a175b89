from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import Session, declarative_base

Base = declarative_base()
session = Session()


class Item(Base):
    id = Column(Integer, primary_key=True)
    title = Column(String)
