"""A user's own Word template: `{{ 脱贫户户数 }}` in its text is the figure, its layout stays the user's."""

import io
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from jinja2 import TemplateError, TemplateSyntaxError, UndefinedError

from fupin_cli.counting import Figures
from fupin_cli.errors import FupinError
from fupin_cli.reporting import docx_package, template_faults
from fupin_cli.reporting.composing import Composer
from fupin_cli.reporting.request import Request
from fupin_cli.reporting.sandbox import ASTRAY
from fupin_cli.reporting.template_faults import Part
from fupin_cli.reporting.written import Record


def fill(figures: Figures, request: Request, path: Path) -> tuple[bytes, Record]:
    """The filled template's bytes, and the record of the figures in it.

    Raises:
        FupinError: no Word file, a name that no indicator has, a broken template.
    """
    from docxtpl import DocxTemplate

    made = Composer(figures, request)
    environment = made.renderer.environment
    parts = _parts(path)
    for part in parts:
        template_faults.refuse_fullwidth(path.name, part)
        template_faults.refuse_strays(path.name, environment, part, figures.names)
    try:
        template = DocxTemplate(str(path))
        template.render({}, environment.overlay(), autoescape=True)  # a < in a ledger's text is no XML
    except UndefinedError as error:
        raise made.renderer.unknown(path.name, error, parts) from None
    except TemplateSyntaxError as error:
        place = template_faults.breaking(environment, parts, error)
        raise FupinError(
            f"模板“{path.name}”{place}写法有误：{template_faults.in_words(error)}。",
            "指标写成“{{ 脱贫户户数 }}”，两边各两个花括号。",
        ) from None
    except TemplateError as error:
        raise FupinError(
            f"模板“{path.name}”{template_faults.refused(error)}。", "请检查双大括号里的写法。"
        ) from None
    except ASTRAY as error:
        raise made.renderer.astray(path.name, error) from None
    buffer = io.BytesIO()
    template.save(buffer)
    return docx_package.freeze(buffer.getvalue()), made.record


def _parts(path: Path) -> list[Part]:
    """The template's body, then what stands on its pages beside it.

    Raises:
        FupinError: no Word file.
    """
    import docx
    from docx.opc.constants import RELATIONSHIP_TYPE as RT
    from docx.opc.exceptions import PackageNotFoundError
    from docx.oxml.parser import parse_xml

    beside = {RT.HEADER: "页眉", RT.FOOTER: "页脚", RT.FOOTNOTES: "脚注"}
    try:
        document = docx.Document(str(path))
        parts = [Part(_paragraphs(document.element.body))]
        for relation in document.part.rels.values():
            if relation.reltype in beside:
                root = parse_xml(relation.target_part.blob)
                parts.append(Part(_paragraphs(root), beside[relation.reltype]))
    except (OSError, KeyError, ValueError, SyntaxError, PackageNotFoundError, BadZipFile):
        raise FupinError(
            f"读不了模板“{path.name}”。", "模板应是 Word 的 .docx 文件，请用 WPS 或 Word 另存一次。"
        ) from None
    return parts


def _paragraphs(root: Any) -> tuple[str, ...]:
    """The paragraphs under `root` that say something, in their order, those of tables among them."""
    from docx.oxml.ns import qn

    texts = ("".join(node.text or "" for node in item.iter(qn("w:t"))) for item in root.iter(qn("w:p")))
    return tuple(text for text in texts if text.strip())
