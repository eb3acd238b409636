import { ebnfOf } from './ebnf.ts'
import { escapeHtml } from './escape-html.ts'
import { blankProductions, tokenProductions } from './lexical.ts'
import { type Part, type Production, rules, usedNames } from './production.ts'
import { boxOf } from './railroad-box.ts'
import { RAILROAD_STYLE } from './railroad-style.ts'

/** The grammar as diagrams: one page of HTML that needs nothing else. */
export function railroad(): string {
  const parts = [
    {
      title: 'Rules',
      text: 'Follow a line from the left end to the right; what it passes is what a file says. White space and comments may stand between any two boxes. Round boxes are words and signs, square ones lead to their own diagram.',
      productions: rules(),
    },
    {
      title: 'Tokens',
      text: 'Nothing may stand between the boxes of these. A class of characters is written as in the notation of W3C specifications.',
      productions: tokenProductions(),
    },
    {
      title: 'Between tokens',
      text: 'A comment with two signs, ##, documents the item that follows it.',
      productions: blankProductions(),
    },
  ]
  const users = usersOf(parts.flatMap(({ productions }) => productions))
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>The grammar of unhardcoded, edition 1</title>
<style>${RAILROAD_STYLE}</style>
<h1>The grammar of unhardcoded policies</h1>
<p>Edition 1 of the language: the files that end in <code>.uh</code>. A file is a <a href="#file">file</a>; one token of lookahead decides everywhere.</p>
${parts.map(({ title, productions }) => index(title, productions)).join('\n')}
${parts
  .map(({ title, text, productions }) =>
    [
      `<h2>${title}</h2>\n<p>${escapeHtml(text)}</p>`,
      ...productions.map((each) => section(each, users)),
    ].join('\n'),
  )
  .join('\n')}
</html>
`
}

function index(title: string, productions: readonly Production[]): string {
  const entries = productions.map(({ name }) => `<li>${link(name)}`)
  return `<nav aria-label="${title}"><ul>${entries.join('')}</ul></nav>`
}

function section(production: Production, users: Users): string {
  const { name } = production
  const usedIn = (users.get(name) ?? []).map(link).join(', ')
  return [
    `<section id="${name}">`,
    `<h3><a href="#${name}">${name}</a></h3>`,
    drawing(production),
    ...(usedIn === '' ? [] : [`<p class="used">used in ${usedIn}</p>`]),
    `<details><summary>as text</summary><pre>${escapeHtml(ebnfOf(production))}</pre></details>`,
    '</section>',
  ].join('\n')
}

/** A choice of a few dozen words is easier to read as a list than as a diagram. */
function drawing({ name, body }: Production): string {
  const words = wordsOf(body)
  if (words.length > MOST_DRAWN) {
    return `<ul class="words">${words.map((word) => `<li>${word}`).join('')}</ul>`
  }
  const { width, up, down, draw } = boxOf(body)
  const [x, y] = [EDGE, up + EDGE]
  const [full, height] = [width + 2 * (EDGE + LEAD), up + down + 2 * EDGE]
  const end = x + LEAD + width
  const rails = `<path d="M${x} ${y - 7}v14m5 -14v14m0 -7H${x + LEAD}M${end} ${y}h${LEAD - 5}m0 -7v14m5 -14v14"/>`
  return `<div class="diagram"><svg width="${full}" height="${height}" viewBox="0 0 ${full} ${height}" role="img" aria-label="${name}">${rails}${draw(x + LEAD, y)}</svg></div>`
}

const MOST_DRAWN = 24
const EDGE = 2
const LEAD = 20

function wordsOf(body: Part): readonly string[] {
  if (body.kind !== 'choice') return []
  return body.choices.flatMap((each) => (each.kind === 'literal' ? [each.text] : []))
}

type Users = ReadonlyMap<string, readonly string[]>

/** In which productions each is used. */
function usersOf(productions: readonly Production[]): Users {
  const users = new Map<string, string[]>()
  for (const { name, body } of productions) {
    for (const used of usedNames(body)) {
      users.set(used, [...(users.get(used) ?? []), name])
    }
  }
  return users
}

function link(name: string): string {
  return `<a href="#${name}">${name}</a>`
}
