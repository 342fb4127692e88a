"""How pages for people look."""

from __future__ import annotations

REPORT_STYLE = """
:root{color-scheme:light dark;--line:#8884;--good:#2a7;--warn:#b80;--bad:#c33}
body{font:16px/1.5 system-ui,sans-serif;margin:0}
main{max-width:70rem;margin:auto;padding:1rem}
h1{font-size:1.6rem;overflow-wrap:anywhere}
h2{font-size:1.2rem;margin:2rem 0 .5rem;border-bottom:1px solid var(--line)}
.boxes{display:flex;flex-wrap:wrap;gap:.8rem}
.box{border:1px solid var(--line);border-radius:.5rem;padding:.6rem 1rem;display:flex;flex-direction:column}
.box b{font-size:1.4rem}
.written{border-color:var(--good)}.empty{border-color:var(--warn)}.rejected{border-color:var(--bad)}
table{border-collapse:collapse;width:100%;display:block;overflow-x:auto}
td,th{text-align:left;padding:.2rem .8rem .2rem 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
summary{cursor:pointer;padding:.2rem 0}
ol{overflow-wrap:anywhere}
.label{display:inline-block;width:5rem}
meter{width:20rem;max-width:50%}
"""
