"""How Sphinx builds the documentation."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

project = "argmap"
author = copyright = "The argmap developers"
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]

html_theme = "furo"
html_title = "argmap"
html_static_path = ["_static"]
html_css_files = ["wrap.css"]

myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
python_use_unqualified_type_names = True
napoleon_use_ivar = True  # attributes stand in the docstring of their class
napoleon_use_rtype = False

nitpicky = True
# No reference exists for what belongs to other projects: their inventories would need the network at each build.
_ELSEWHERE = (
    r"(?:(?:Attribute|Key|OS|Runtime|Type|Value)Error|Exception|ExceptionGroup|UserWarning)"
    r"|(?:enum\.)?StrEnum|(?:pathlib\.)?Path"
    r"|(?:str|bytes|int|float|bool|None|tuple|list|dict|object|type|Any|Self|Unpack)"
    r"|(?:collections\.abc\.|typing\.)?\w*(?:Iterable|Iterator|Mapping|Sequence|Collection|Protocol|Callable)"
    r"|(?:nx|networkx|hypothesis|st|msgspec|graphviz)\..*|SearchStrategy|DrawFn"
)
nitpick_ignore_regex = [(r"py:.*", _ELSEWHERE)]
# Signatures are read from the annotations as they are written, without the module that a name comes from.
nitpick_ignore = [
    ("py:class", name)
    for name in (
        "Cell",
        "Gradual",
        "Label",
        "Labelling",
        "Mode",
        "Reading",
        "argmap.tables.table.Record",
        "Scorer",
        "Semantics",
        "Situation",
        "Dialect",
        "HasId",
        "Lossy",
        "Problem",
        "Record",
        "RelationFields",
        "Report",
        "Scorer",
        "Excerpt",
        "FoundByRule",
        "Syntax",
        "_SourceFields",
        "argmap.model.map.Derived",
    )
]
