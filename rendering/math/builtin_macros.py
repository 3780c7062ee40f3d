r"""Built-in macros: commands that articles use and the converter does not know. Data only.

From amsmath, KaTeX, MathJax, and common definitions in papers. Packages with many macros are in
`package_macros.py`. The macros of the site and of an article take precedence.
"""

from .package_macros import PACKAGES

OPERATORS = (
    *("acosh", "arccosh", "arcsinh", "arctanh", "arcctg", "arctg", "asin", "atan", "cotg", "csch"),
    *("ctg", "rot", "sech", "sgn", "sign", "softmax", "Softmax", "sigmoid", "ReLU", "relu", "MSE"),
    *("rank", "Rank", "tr", "Tr", "diag", "Diag", "adj", "lcm", "mex", "ord", "dist", "supp"),
    *("conv", "dom", "proj", "prox", "Var", "Cov", "Corr", "KL", "Ker", "coker", "Hom", "End"),
    *("Aut", "Gal", "Res", "Spec", "Proj", "Ext", "Tor", "GL", "SL", "SO", "SU", "Id", "id"),
    *("Li", "Ei", "polylog", "erfi", "arcosh", "arcoth", "arsinh", "artanh", "Arg"),
)
LIMITED = {
    "Argmax": r"arg\,max",
    "Argmin": r"arg\,min",
    "colim": "colim",
    "essinf": r"ess\,inf",
    "esssup": r"ess\,sup",
}

FACES = {
    "boldmath": "",
    "mathbbm": r"\mathbb{#1}",
    "mathbbmss": r"\mathbb{#1}",
    "mathbfit": r"\boldsymbol{#1}",
    "mathbold": r"\boldsymbol{#1}",
    "mathds": r"\mathbb{#1}",
    "mathnormal": "{#1}",
    "mathsfit": r"\mathsf{#1}",
    "mathup": r"\mathrm{#1}",
    "mit": "",
    "oldstyle": "",
    "pmb": r"\boldsymbol{#1}",
    "symbb": r"\mathbb{#1}",
    "symcal": r"\mathcal{#1}",
    "symit": "{#1}",
    "symrm": r"\mathrm{#1}",
    "symup": r"\mathrm{#1}",
    "C": r"\mathbb{C}",
    "E": r"\mathbb{E}",
    "Q": r"\mathbb{Q}",
    "cnums": r"\mathbb{C}",
    "natnums": r"\mathbb{N}",
}

FENCES = {
    "abs": r"\left\lvert #1 \right\rvert",
    "ceil": r"\left\lceil #1 \right\rceil",
    "floor": r"\left\lfloor #1 \right\rfloor",
    "inner": r"\left\langle #1 \right\rangle",
    "norm": r"\left\lVert #1 \right\rVert",
}

SIGNS = {
    "Digamma": "Ϝ",
    "and": r"\land",
    "adots": r"\iddots",
    "centerdot": r"\cdot",
    "dotsb": r"\cdots",
    "dotsc": r"\ldots",
    "dotsi": r"\cdots",
    "dotsm": r"\cdots",
    "dotso": r"\ldots",
    "euro": r"\text{€}",
    "hdots": r"\ldots",
    "iid": r"\overset{\text{i.i.d.}}{\sim}",
    "indep": r"\perp\!\!\!\perp",
    "independent": r"\perp\!\!\!\perp",
    "intop": r"\int\limits",
    "mathellipsis": r"\ldots",
    "nshortmid": r"\nmid",
    "nshortparallel": r"\nparallel",
    "ointop": r"\oint\limits",
    "or": r"\lor",
    "colon": r"\mskip{2mu}\mathord{:}\mskip{6mu}",
    "ordinarycolon": ":",
    "part": r"\partial",
    "perthousand": "‰",
    "sdot": r"\cdot",
    "shortmid": r"\mid",
    "shortparallel": r"\parallel",
    "smallfrown": r"\frown",
    "smallint": r"\int",
    "smallsetminus": r"\setminus",
    "smallsmile": r"\smile",
    "thickapprox": r"\approx",
    "thicksim": r"\sim",
    "varinjlim": r"\mathop{\underrightarrow{\lim}}",
    "varliminf": r"\mathop{\underline{\lim}}",
    "varlimsup": r"\mathop{\overline{\lim}}",
    "varprojlim": r"\mathop{\underleftarrow{\lim}}",
    "varpropto": r"\propto",
}

CONSTRUCTIONS = {
    "bordermatrix": r"\pmatrix{#1}",
    "cancelto": r"\overset{#1}{\cancel{#2}}",
    "centernot": r"\not",
    "displaylines": r"\begin{gathered}#1\end{gathered}",
    "eqalign": r"\begin{aligned}#1\end{aligned}",
    "eqalignno": r"\begin{aligned}#1\end{aligned}",
    "nicefrac": "{}^{#1}/_{#2}",
    "overlinesegment": r"\overline{#1}",
    "overunderset": r"\overset{#1}{\underset{#2}{#3}}",
    "sfrac": "{}^{#1}/_{#2}",
    "slash": "/",
    "slashed": r"\cancel{#1}",
    "stackbin": r"\overset{#1}{#2}",
    "substack": r"\begin{subarray}{c}#1\end{subarray}",
    "underbar": r"\underline{#1}",
    "underlinesegment": r"\underline{#1}",
    "underoverset": r"\underset{#1}{\overset{#2}{#3}}",
    "xleftequilibrium": r"\xleftrightarrow{#1}",
    "xlongleftarrow": r"\xleftarrow{#1}",
    "xlongrightarrow": r"\xrightarrow{#1}",
    "xrightequilibrium": r"\xrightleftharpoons{#1}",
    "xrightleftarrows": r"\xrightleftharpoons{#1}",
    "KaTeX": r"\mathrm{K\!A\!T\!_EX}",
    "LaTeX": r"\mathrm{L\!A\!T\!_EX}",
    "TeX": r"\mathrm{T\!_EX}",
}

# Commands without a meaning on a web page are empty.
LAYOUT = {
    **dict.fromkeys(
        (
            *("allowbreak", "allowdisplaybreaks", "bigskip", "break", "centering", "displaybreak"),
            *("hss", "medskip", "nobreak", "noindent", "nolinebreak", "nopagebreak", "null"),
            *("pagebreak", "par", "protect", "smallskip", "global", "long", "displaylimits"),
        ),
        "",
    ),
    "bgroup": "{",
    "egroup": "}",
    "enskip": r"\enspace",
    "ensuremath": "{#1}",
    "hfil": r"\quad",
    "hfill": r"\quad",
    "linebreak": r"\\",
    "newline": r"\\",
    "strut": r"\vphantom{(}",
    "vcenter": "{#1}",
}

MACROS = {
    **{name: rf"\operatorname{{{name}}}" for name in OPERATORS},
    **{name: rf"\operatorname*{{{words}}}" for name, words in LIMITED.items()},
    **{name: rf"\textcolor{{{name}}}{{#1}}" for name in ("blue", "gray", "green", "orange", "red")},
    **FACES,
    **FENCES,
    **SIGNS,
    **CONSTRUCTIONS,
    **LAYOUT,
    **PACKAGES,
}
