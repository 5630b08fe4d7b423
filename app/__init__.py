"""Bearings: a council sees where it is, where it wants to be, and what to do next."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from flask_compress import Compress
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from app import assets, config, database, drawing, errors, security
from app.accounts.council import bp as council_pages
from app.accounts.people import bp as people_pages
from app.accounts.routes import bp as accounts_pages
from app.assessment.moving_routes import bp as moving_pages
from app.assessment.pages import bp as assessment_pages
from app.assessment.roles_routes import bp as roles_pages
from app.assessment.stage_routes import bp as stages_pages
from app.assessment.themes import bp as themes_pages
from app.audit.routes import bp as audit_pages
from app.compiled import CompiledTemplates
from app.documents.data_routes import bp as data_pages
from app.documents.pack_routes import bp as pack_pages
from app.documents.routes import bp as documents_pages
from app.documents.slides_routes import bp as slides_pages
from app.documents.word_routes import bp as word_pages
from app.documents.workbook_routes import bp as workbook_pages
from app.editorial.commenting import bp as comments_pages
from app.editorial.pages import bp as editorial_pages
from app.home import bp as home_pages
from app.maturity.routes import bp as maturity_pages
from app.notices.routes import bp as notices_pages
from app.participation.entering import bp as entering_pages
from app.participation.erasing_routes import bp as erasure_pages
from app.participation.link_routes import bp as links_pages
from app.participation.responding import bp as responding_pages
from app.participation.routes import bp as participation_pages
from app.plan.focus_routes import bp as focus_pages
from app.plan.review_routes import bp as plan_reviews_pages
from app.plan.routes import bp as plan_pages
from app.position.review_routes import bp as reviews_pages
from app.position.routes import bp as position_pages
from app.position.sign_off_routes import bp as sign_off_pages
from app.resources.bulk.routes import bp as bulk_pages
from app.resources.feed_routes import bp as feeds_pages
from app.resources.pages import bp as resources_pages
from app.resources.suggest_routes import bp as suggesting_pages
from app.results.routes import bp as results_pages


def create_app(settings: Mapping[str, Any] | None = None) -> Flask:
    """The application. `settings` win over the environment and `settings.toml`. Raises config.SettingsError."""
    loaded = config.load_settings(settings or {})
    instance = Path(loaded["INSTANCE"])
    app = Flask(__name__, instance_path=str(instance), root_path=str(config.TOP))
    app.config.from_mapping(loaded)
    app.config["SECRET_KEY"] = config.prepare_instance(instance)
    app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{instance / 'bearings.sqlite'}"
    app.config["COMPRESS_ALGORITHM"] = ["gzip"]
    app.config["COMPRESS_LEVEL"] = 4
    app.url_map.strict_slashes = False
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.bytecode_cache = CompiledTemplates(instance / "cache")
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True

    database.init_app(app)
    errors.init_app(app)
    security.init_app(app)
    Compress(app)
    assets.init_app(app)
    drawing.init_app(app)
    for pages in (
        home_pages,
        council_pages,
        accounts_pages,
        people_pages,
        maturity_pages,
        assessment_pages,
        moving_pages,
        themes_pages,
        stages_pages,
        roles_pages,
        participation_pages,
        entering_pages,
        erasure_pages,
        links_pages,
        responding_pages,
        position_pages,
        reviews_pages,
        sign_off_pages,
        results_pages,
        focus_pages,
        plan_pages,
        plan_reviews_pages,
        documents_pages,
        word_pages,
        slides_pages,
        pack_pages,
        data_pages,
        workbook_pages,
        comments_pages,
        editorial_pages,
        audit_pages,
        notices_pages,
        bulk_pages,
        resources_pages,
        feeds_pages,
        suggesting_pages,
    ):
        app.register_blueprint(pages)
    if proxies := loaded["TRUSTED_PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
    return app
