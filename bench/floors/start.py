"""The floor of a start: Flask and Flask-SQLAlchemy with one table and one query. Run as `start.py FOLDER THREADS`."""

import sys
from pathlib import Path

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from waitress import create_server


class Base(DeclarativeBase):
    pass


db = SQLAlchemy(model_class=Base)


class Council(Base):
    __tablename__ = "council"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{Path(sys.argv[1]) / 'floor-start.sqlite'}"
db.init_app(app)


@app.get("/")
def home() -> str:
    return f"Councils: {db.session.scalars(select(Council.name)).all()}"


if __name__ == "__main__":
    with app.app_context():
        db.metadata.create_all(db.engine)
    server = create_server(app, host="127.0.0.1", port=0, threads=int(sys.argv[2]))
    print(f"http://127.0.0.1:{server.effective_port}", flush=True)
    server.run()
