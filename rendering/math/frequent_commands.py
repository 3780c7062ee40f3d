"""LaTeX commands of which authors write most: the desk offers them, and warnings suggest them."""

SIGNS = r"""
alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi
varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi
Pi Sigma Upsilon Phi Psi Omega pm mp times div cdot ast star circ bullet oplus ominus otimes
oslash odot dagger ddagger amalg wedge vee cap cup setminus wr diamond triangle bigcirc sqcap
sqcup uplus le leq leqslant ge geq geqslant ne neq equiv sim simeq approx cong propto asymp
doteq triangleq coloneqq ll gg prec succ preceq succeq lesssim gtrsim subset supset subseteq
supseteq subsetneq sqsubseteq in ni notin mid nmid parallel perp vdash dashv models asymp bowtie
leftarrow gets rightarrow to leftrightarrow Leftarrow Rightarrow Leftrightarrow mapsto
longrightarrow longleftarrow Longrightarrow Longleftrightarrow longmapsto hookrightarrow
hookleftarrow rightharpoonup rightleftharpoons leadsto uparrow downarrow updownarrow Uparrow
Downarrow nearrow searrow swarrow nwarrow implies impliedby iff sum prod coprod int iint iiint
oint bigcup bigcap bigsqcup bigvee bigwedge bigoplus bigotimes bigodot infty partial nabla
forall exists nexists emptyset varnothing complement aleph hbar hslash ell imath jmath Re Im wp
top bot angle measuredangle triangle square blacksquare lozenge checkmark neg lnot land lor
therefore because ldots cdots vdots ddots dots prime backslash surd langle rangle lfloor rfloor
lceil rceil lVert rVert lvert rvert lbrace rbrace llbracket rrbracket sin cos tan cot sec csc
arcsin arccos arctan sinh cosh tanh exp log ln lg det dim ker hom deg gcd arg min max sup inf
lim liminf limsup Pr argmin argmax quad qquad
"""
# `#` is an argument.
FORMS = r"""
frac{#}{#} tfrac{#}{#} dfrac{#}{#} binom{#}{#} sqrt{#} sqrt[#]{#} hat{#} widehat{#} tilde{#}
widetilde{#} bar{#} overline{#} underline{#} vec{#} dot{#} ddot{#} acute{#} grave{#} breve{#}
check{#} mathring{#} overbrace{#}^{#} underbrace{#}_{#} overrightarrow{#} overset{#}{#}
underset{#}{#} stackrel{#}{#} xrightarrow{#} xleftarrow{#} mathbb{#} mathbf{#} mathcal{#}
mathfrak{#} mathit{#} mathrm{#} mathscr{#} mathsf{#} mathtt{#} boldsymbol{#} bm{#} text{#}
textbf{#} textit{#} operatorname{#} operatorname*{#} left(#\right) left[#\right] left\{#\right\}
left|#\right| bigl(#\bigr) Bigl(#\Bigr) cancel{#} boxed{#} phantom{#} textcolor{#}{#} tag{#}
label{#} eqref{#} ref{#} norm{#} abs{#} bra{#} ket{#} braket{#|#} expval{#} dv{#}{#} pdv{#}{#}
ce{#} SI{#}{#}
"""
ENVIRONMENTS = """
aligned align align* equation equation* gathered gather multline split cases matrix pmatrix
bmatrix Bmatrix vmatrix Vmatrix smallmatrix
"""
