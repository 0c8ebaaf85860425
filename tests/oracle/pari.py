"""The third oracle: PARI/GP's differential operator and `matrank` over the rational function field.

The text is translated by `grammar` into GP with z_m = e^{m/d} as variables; `diffop` with d z_m = z_m d(m)/d
differentiates, differences are taken of the translations at t + jh. Present only where `gp` is on the PATH.
"""

from __future__ import annotations

import ast
import shutil
import subprocess
from fractions import Fraction

from .grammar import Exponents, Monomial, Polynomial, integer, number, parse, polynomial


def available() -> bool:
    """Whether `gp` can be run."""
    return shutil.which("gp") is not None


_CLEAR = (  # rows free of denominators and contents: matrank is then much quicker
    "clear(M)={for(i=1,matsize(M)[1],my(d=1);for(j=1,matsize(M)[2],d=lcm(d,denominator(M[i,j])));"
    "M[i,]*=d;my(c=0);for(j=1,matsize(M)[2],c=gcd(c,M[i,j]));if(c!=0,M[i,]/=c));M};"
)


class _Translator:
    """Trees into GP text."""

    def __init__(self, exponents: Exponents) -> None:
        self.exponents = exponents
        self.z: dict[Monomial, str] = {m: f"z_{i}" for i, m in enumerate(sorted(exponents.denominators))}

    def _exponential(self, p: Polynomial, by: Fraction) -> str:
        factors = [f"{self.z[m]}^({n})" for m, n in self.exponents.powers(p, by).items()]
        if any(abs(n) > 10_000 for n in self.exponents.powers(p, by).values()):
            raise OverflowError("exponents too large for dense polynomials")
        return "*".join(factors) or "1"

    def translate(self, node: ast.expr, by: Fraction) -> str:
        """GP text of a tree at t + by."""
        if isinstance(node, ast.Constant):
            return f"({number(node)})"
        if isinstance(node, ast.Name):
            return f"(v_{node.id}+({by}))" if node.id == self.exponents.variable else f"v_{node.id}"
        if isinstance(node, ast.UnaryOp):
            return f"({'-' if isinstance(node.op, ast.USub) else ''}{self.translate(node.operand, by)})"
        if isinstance(node, ast.Call):
            assert isinstance(node.func, ast.Name)
            p = polynomial(node.args[0])
            up, down = self._exponential(p, by), self._exponential({m: -c for m, c in p.items()}, by)
            return {"exp": f"({up})", "sinh": f"(({up}-{down})/2)", "cosh": f"(({up}+{down})/2)"}[node.func.id]
        assert isinstance(node, ast.BinOp)
        left = self.translate(node.left, by)
        if isinstance(node.op, ast.Pow):
            return f"({left}^({integer(node.right)}))"
        sign = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}[type(node.op)]
        return f"({left}{sign}{self.translate(node.right, by)})"

    def derivation(self) -> tuple[str, str]:
        """The variables that depend on t, and their derivatives."""
        variables, derivatives = [f"v_{self.exponents.variable}"], ["1"]
        for monomial, name in self.z.items():
            powers = dict(monomial)
            degree = powers.pop(self.exponents.variable, 0)
            if degree:
                others = "".join(f"*v_{other}^{power}" for other, power in powers.items())
                denominator = self.exponents.denominators[monomial]
                variables.append(name)
                derivatives.append(f"{name}*{degree}/{denominator}*v_{self.exponents.variable}^{degree - 1}{others}")
        return f"[{','.join(variables)}]", f"[{','.join(derivatives)}]"


def pari_ranks(
    rows: list[list[str]],
    max_order: int,
    kind: str = "derivative",
    h: str = "1",
    variable: str = "t",
    seconds: float | None = None,
) -> list[int]:
    """Generic ranks r_0..r_K by PARI; parameters as for `symbolic.oracle_ranks`.

    Raises
    ------
    OverflowError
        When an exponent is too large for PARI's dense polynomials.
    RuntimeError
        When gp fails.
    subprocess.TimeoutExpired
        After `seconds`, if given.
    """
    trees = [[parse(entry) for entry in row] for row in rows]
    step = Fraction(h)
    shifts = [j * step for j in range(max_order + 1)] if kind == "difference" else [Fraction(0)]
    translator = _Translator(Exponents([tree for row in trees for tree in row], variable, shifts))

    def matrix(by: Fraction) -> str:
        entries = ",".join("[" + ",".join(translator.translate(tree, by) for tree in row) + "]" for row in trees)
        return f"matrix({len(rows)},{len(rows[0])},i,j,[{entries}][i][j])"

    program = ['default(parisizemax,"2G");', f"v_{variable};", _CLEAR]
    if kind == "derivative":
        variables, derivatives = translator.derivation()
        program += [
            f"M={matrix(Fraction(0))};",
            f"for(k=0,{max_order},print(matrank(clear(M)));M=apply(x->diffop(x,{variables},{derivatives}),M));",
        ]
    else:
        program.append(f"T=vector({max_order + 1});")
        for j, by in enumerate(shifts):
            program.append(f"T[{j + 1}]={matrix(by)};")
        program.append(
            f"for(k=0,{max_order},print(matrank(clear(T[1])));T=vector(max(#T-1,1),i,if(#T>1,T[i+1]-T[i],T[1])));"
        )
    result = subprocess.run(
        ["gp", "-q", "-f"],
        input="\n".join(program) + "\n",
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )
    lines = result.stdout.split()
    if len(lines) != max_order + 1 or "at top-level" in result.stderr:
        raise RuntimeError(f"gp failed: {result.stderr[:500]}{result.stdout[:500]}")
    return [int(line) for line in lines]
