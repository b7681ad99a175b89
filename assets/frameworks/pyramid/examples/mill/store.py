from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import Session, declarative_base

Base = declarative_base()
session = Session()


class Sack(Base):
    __tablename__ = "sacks"
    id = Column(Integer, primary_key=True)
    grams = Column(Integer)
