/** The tables behind readableText: LaTeX names and what they look like in plain Unicode. */

/** Commands without argument. */
export const symbols: Readonly<Record<string, string>> = {
  alpha: 'α', beta: 'β', gamma: 'γ', delta: 'δ', epsilon: 'ε', varepsilon: 'ε', zeta: 'ζ', eta: 'η', theta: 'θ',
  vartheta: 'ϑ', iota: 'ι', kappa: 'κ', lambda: 'λ', mu: 'μ', nu: 'ν', xi: 'ξ', omicron: 'ο', pi: 'π', varpi: 'ϖ',
  rho: 'ρ', varrho: 'ϱ', sigma: 'σ', varsigma: 'ς', tau: 'τ', upsilon: 'υ', phi: 'φ', varphi: 'φ', chi: 'χ',
  psi: 'ψ', omega: 'ω', Gamma: 'Γ', Delta: 'Δ', Theta: 'Θ', Lambda: 'Λ', Xi: 'Ξ', Pi: 'Π', Sigma: 'Σ',
  Upsilon: 'Υ', Phi: 'Φ', Psi: 'Ψ', Omega: 'Ω',
  times: '×', div: '÷', pm: '±', mp: '∓', cdot: '·', cdots: '⋯', ldots: '…', dots: '…', ast: '∗', star: '⋆',
  circ: '∘', bullet: '•', oplus: '⊕', ominus: '⊖', otimes: '⊗', odot: '⊙', wedge: '∧', vee: '∨', land: '∧',
  lor: '∨', neg: '¬', lnot: '¬', cap: '∩', cup: '∪', setminus: '∖', dagger: '†', ddagger: '‡',
  leq: '≤', le: '≤', leqslant: '≤', geq: '≥', ge: '≥', geqslant: '≥', neq: '≠', ne: '≠', approx: '≈', sim: '∼',
  simeq: '≃', cong: '≅', equiv: '≡', propto: '∝', ll: '≪', gg: '≫', prec: '≺', succ: '≻', lesssim: '≲',
  gtrsim: '≳', in: '∈', notin: '∉', ni: '∋', subset: '⊂', supset: '⊃', subseteq: '⊆', supseteq: '⊇', perp: '⊥',
  parallel: '∥', mid: '|', vdash: '⊢', models: '⊨',
  to: '→', rightarrow: '→', leftarrow: '←', leftrightarrow: '↔', Rightarrow: '⇒', Leftarrow: '⇐',
  Leftrightarrow: '⇔', longrightarrow: '⟶', mapsto: '↦', uparrow: '↑', downarrow: '↓', implies: '⟹', iff: '⟺',
  hookrightarrow: '↪', rightleftharpoons: '⇌',
  infty: '∞', partial: '∂', nabla: '∇', forall: '∀', exists: '∃', emptyset: '∅', varnothing: '∅', angle: '∠',
  sum: '∑', prod: '∏', int: '∫', oint: '∮', ell: 'ℓ', hbar: 'ℏ', Re: 'ℜ', Im: 'ℑ', aleph: 'ℵ', wp: '℘',
  top: '⊤', bot: '⊥', preceq: '⪯', succeq: '⪰', doteq: '≐', asymp: '≍', triangleq: '≜', coloneqq: '≔', nexists: '∄',
  subsetneq: '⊊', gets: '←', longleftarrow: '⟵', Longrightarrow: '⟹', imath: 'ı', jmath: 'ȷ', slash: '/',
  prime: '′', degree: '°', triangle: '△', square: '□', Box: '□', diamond: '⋄', clubsuit: '♣', heartsuit: '♥',
  checkmark: '✓', langle: '⟨', rangle: '⟩', lfloor: '⌊', rfloor: '⌋', lceil: '⌈', rceil: '⌉', lvert: '|',
  rvert: '|', lVert: '‖', rVert: '‖', Vert: '‖', vert: '|', colon: ':', lbrace: '{', rbrace: '}', backslash: '∖',
  odots: '⊙', S: '§', P: '¶', copyright: '©', pounds: '£', euro: '€', textregistered: '®', texttrademark: '™',
  textdegree: '°', textasciitilde: '~', textasciicircum: '^', textbackslash: '∖', textendash: '–',
  textemdash: '—', textquoteright: '’', textquoteleft: '‘', textquotedblleft: '“', textquotedblright: '”',
  textgreater: '>', textless: '<', textbar: '|', textmu: 'µ', textquotesingle: "'", textellipsis: '…',
  textbullet: '•', textperiodcentered: '·', textunderscore: '_', textdollar: '$', LaTeX: 'LaTeX', TeX: 'TeX', BibTeX: 'BibTeX',
};

/** Names of functions stay words. */
export const functions: ReadonlySet<string> = new Set([
  'log', 'ln', 'exp', 'sin', 'cos', 'tan', 'cot', 'sec', 'csc', 'sinh', 'cosh', 'tanh', 'arcsin', 'arccos', 'arctan',
  'max', 'min', 'arg', 'argmax', 'argmin', 'sup', 'inf', 'lim', 'limsup', 'liminf', 'det', 'dim', 'ker', 'hom', 'deg',
  'gcd', 'Pr', 'mod', 'bmod',
]);

/** Letters that are commands; unlike symbols they take the space behind them with them ("J\o rgensen"). */
export const letters: Readonly<Record<string, string>> = {
  o: 'ø', O: 'Ø', l: 'ł', L: 'Ł', aa: 'å', AA: 'Å', ae: 'æ', AE: 'Æ', oe: 'œ', OE: 'Œ', ss: 'ß', i: 'ı', j: 'ȷ',
  dh: 'ð', DH: 'Ð', th: 'þ', TH: 'Þ', dj: 'đ', DJ: 'Đ', ng: 'ŋ', NG: 'Ŋ',
};

/** Accent commands and their combining marks. */
export const accents: Readonly<Record<string, string>> = {
  "'": '\u0301', '`': '\u0300', '^': '\u0302', '"': '\u0308', '~': '\u0303', '=': '\u0304', '.': '\u0307',
  u: '\u0306', v: '\u030c', H: '\u030b', c: '\u0327', k: '\u0328', r: '\u030a', d: '\u0323', b: '\u0331', t: '\u0361',
};

/** Accents of formulas, over letters of any kind. */
export const mathAccents: Readonly<Record<string, string>> = {
  hat: '\u0302', widehat: '\u0302', tilde: '\u0303', widetilde: '\u0303', bar: '\u0304', overline: '\u0305',
  not: '\u0338', vec: '\u20d7', dot: '\u0307', ddot: '\u0308', underline: '\u0332',
};

/** Commands that only dress their argument: the argument stays. */
export const wrappers: ReadonlySet<string> = new Set([
  'emph', 'text', 'textbf', 'textit', 'texttt', 'textsc', 'textrm', 'textsf', 'textsl', 'textup', 'textnormal',
  'mathrm', 'mathbf', 'mathit', 'mathsf', 'mathtt', 'mathcal', 'mathscr', 'mathfrak', 'boldsymbol', 'bm', 'mbox',
  'hbox', 'url', 'uline', 'ensuremath', 'pmb', 'mathop', 'mathbin', 'mathrel', 'path',
]);

/** Commands that vanish together with their argument. */
export const droppedWithArgument: ReadonlySet<string> = new Set([
  'cite', 'citep', 'citet', 'citealp', 'citeauthor', 'label', 'ref', 'eqref', 'vspace', 'hspace', 'thanks',
  'footnotemark', 'phantom', 'index', 'color', 'citealt', 'citeyear', 'citeyearpar', 'Citet', 'Citep', 'cref', 'Cref',
  'autoref', 'hphantom', 'vphantom',
]);

/** Commands that vanish: spacing, sizes, font switches. */
export const dropped: ReadonlySet<string> = new Set([
  'left', 'right', 'big', 'Big', 'bigg', 'Bigg', 'bigl', 'bigr', 'Bigl', 'Bigr', 'displaystyle', 'textstyle',
  'scriptstyle', 'limits', 'nolimits', 'bf', 'it', 'em', 'rm', 'sc', 'sf', 'tt', 'sl', 'bfseries', 'itshape',
  'scshape', 'ttfamily', 'small', 'footnotesize', 'scriptsize', 'tiny', 'large', 'Large', 'normalsize', 'noindent',
  'xspace', 'protect', 'relax', 'centering', 'middle',
]);

/** Commands that are nothing but white space. */
export const spaces: ReadonlySet<string> = new Set([',', ';', ':', ' ', '\\', '>', 'quad', 'qquad', 'par', 'newline']);

export const doubleStruck: Readonly<Record<string, string>> = {
  C: 'ℂ', H: 'ℍ', N: 'ℕ', P: 'ℙ', Q: 'ℚ', R: 'ℝ', Z: 'ℤ', E: '𝔼', F: '𝔽', '1': '𝟙',
};

export const superscripts: Readonly<Record<string, string>> = {
  '0': '⁰', '1': '¹', '2': '²', '3': '³', '4': '⁴', '5': '⁵', '6': '⁶', '7': '⁷', '8': '⁸', '9': '⁹', '+': '⁺',
  '-': '⁻', '−': '⁻', '=': '⁼', '(': '⁽', ')': '⁾', n: 'ⁿ', i: 'ⁱ', '∘': '°', '′': '′', '∗': '*', '*': '*', '†': '†',
};

export const subscripts: Readonly<Record<string, string>> = {
  '0': '₀', '1': '₁', '2': '₂', '3': '₃', '4': '₄', '5': '₅', '6': '₆', '7': '₇', '8': '₈', '9': '₉', '+': '₊',
  '-': '₋', '=': '₌', '(': '₍', ')': '₎', a: 'ₐ', e: 'ₑ', h: 'ₕ', i: 'ᵢ', j: 'ⱼ', k: 'ₖ', l: 'ₗ', m: 'ₘ', n: 'ₙ',
  o: 'ₒ', p: 'ₚ', r: 'ᵣ', s: 'ₛ', t: 'ₜ', u: 'ᵤ', v: 'ᵥ', x: 'ₓ',
};
