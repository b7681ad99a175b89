"""Tables of an apiary, and a repository that looks only within a club."""

from sqlalchemy import select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker


class Table(DeclarativeBase):
    def update(self, **fields):
        self.__init__(**fields)


class Keeper(Table):
    id: Mapped[int] = mapped_column(primary_key=True)
    club_id: Mapped[int]
    token: Mapped[str]


class Hive(Table):
    id: Mapped[int] = mapped_column(primary_key=True)
    club_id: Mapped[int]
    keeper_id: Mapped[int]
    name: Mapped[str]


open_session = sessionmaker()


class Rows:
    def __init__(self, session: Session, model, club_id=None):
        self.session = session
        self.model = model
        self._club_id = club_id if club_id else None

    @property
    def club_id(self):
        return self._club_id

    def _within(self, **wanted):
        within = {}
        if self.club_id:
            within["club_id"] = self.club_id
        return {**within, **wanted}

    def one(self, value, key="id"):
        query = select(self.model).filter_by(**self._within(**{key: value}))
        return self.session.execute(query).unique().scalars().one_or_none()

    def change(self, value, fields):
        row = self.one(value)
        row.update(**fields)
        self.session.commit()

    def change_any(self, values, fields):
        query = select(self.model).where(self.model.id.in_(values))
        for row in self.session.execute(query).unique().scalars().all():
            for name in fields:
                setattr(row, name, fields[name])
        self.session.commit()
