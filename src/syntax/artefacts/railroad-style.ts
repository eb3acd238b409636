/** How the page of diagrams looks, by day and by night. */
export const RAILROAD_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fdfdfb; --ink: #1f2430; --soft: #68707f; --edge: #dcdfe4; --line: #8a93a3;
  --rule: #e8f0fb; --rule-edge: #3f6fb5; --word: #fdf1d8; --word-edge: #b5842a;
  --class: #eaf5ea; --class-edge: #4b8a55; --link: #2a5db0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171c; --ink: #e3e6eb; --soft: #98a1b0; --edge: #2c323c; --line: #6b7585;
    --rule: #1b2a42; --rule-edge: #6f9bdc; --word: #352a14; --word-edge: #cf9f4a;
    --class: #17301d; --class-edge: #6fae7a; --link: #8ab4f8;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body {
  margin: 0 auto; max-width: 76rem; padding: 2.5rem 1.5rem 6rem;
  background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, sans-serif;
}
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .6rem; }
h2 { font-size: 1.25rem; margin: 3rem 0 .6rem; padding-top: 1rem; border-top: 1px solid var(--edge); }
h3 { font: 600 1rem/1.4 ui-monospace, "DejaVu Sans Mono", monospace; margin: 0 0 .3rem; }
p { margin: .4rem 0; max-width: 46rem; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 2px; }
code, pre, .words, nav { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .86rem; }
nav ul { list-style: none; margin: .6rem 0 0; padding: 0; columns: 11rem; column-gap: 1.5rem; }
nav a, h3 a, .used a { text-decoration: none; }
nav a:hover, h3 a:hover, .used a:hover { text-decoration: underline; }
h3 a { color: inherit; }
section { margin: 1.9rem 0; }
section:target h3 { color: var(--link); }
.diagram { overflow-x: auto; padding: .2rem 0; }
.words { display: flex; flex-wrap: wrap; gap: .35rem; list-style: none; margin: .5rem 0; padding: 0; }
.words li {
  padding: .1rem .7rem; border: 1px solid var(--word-edge); border-radius: 1rem; background: var(--word);
}
.used, details { color: var(--soft); font-size: .86rem; max-width: none; margin: .2rem 0; }
summary { cursor: pointer; width: max-content; }
pre { overflow-x: auto; margin: .4rem 0; color: var(--ink); }
svg { display: block; }
svg path { fill: none; stroke: var(--line); stroke-width: 1.5; }
svg text {
  font: 13px ui-monospace, "DejaVu Sans Mono", monospace; text-anchor: middle; fill: var(--ink);
}
svg rect { stroke-width: 1.25; }
svg .rule rect { fill: var(--rule); stroke: var(--rule-edge); }
svg .literal rect { fill: var(--word); stroke: var(--word-edge); }
svg .characters rect { fill: var(--class); stroke: var(--class-edge); }
svg .literal text { font-weight: 600; }
svg a:hover rect { stroke-width: 2.5; }
@media print { body { max-width: none; padding: 0; } details { display: none; } section { break-inside: avoid; } }
`
