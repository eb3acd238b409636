import { unreachable } from '../../base/unreachable.ts'
import { RESERVED_WORDS } from '../tokens.ts'
import { freeName } from './free-name.ts'
import { tokenProductions } from './lexical.ts'
import { type Part, type Production, rules, usedNames } from './production.ts'
import { MAY, MUST, spaced } from './spacing.ts'

/** The grammar for constrained decoding, in the notation of llama.cpp. */
export function gbnf(): string {
  const grammar = rules()
  const [start] = grammar
  const productions = [...spaced(grammar), ...tokenProductions().flatMap(withoutExcept)]
  return [
    INTRODUCTION,
    `root ::= ${MAY} ${start?.name ?? ''} ${MAY}`,
    ...reachable(productions, start?.name).map(
      ({ name, body }) => `${name} ::= ${expression(body)}`,
    ),
    `${MAY} ::= ${MUST}?`,
    `${MUST} ::= [ \\t\\r\\n]{1,${MOST_SPACE}}`,
    '',
  ].join('\n')
}

/** How many characters of white space may stand in one place, or a model might never leave it. */
const MOST_SPACE = 80

const INTRODUCTION = `# The unhardcoded policy language, edition 1, for constrained decoding with llama.cpp.
#
# What it leaves out of the language: comments; the empty file; white space other than blanks, tabs
# and line ends, and more than ${MOST_SPACE} of it in one place. White space has to stand where two words
# may meet, even if one of them is a bracket or a minus in the case at hand: \`where (a or b)\`, not
# \`where(a or b)\`; and behind \`+\`, \`*\` and a minus between two operands: \`a - b\`.
#
# What it lets through that no file may hold: an edition other than 1, a second policy without a
# name, brackets deeper than 100 levels, a file over 4 MiB, and, since three phrases are read as one
# token each, the words \`in\` and \`order\`, \`scope\` or \`catalog order\` side by side as two. Names,
# units and types are not the grammar's to know: compile what was decoded.
`

/** Productions of tokens with the one subtraction written out. */
function withoutExcept(production: Production): readonly Production[] {
  if (production.body.kind !== 'except') return [production]
  return freeName(production.name, RESERVED_WORDS)
}

function reachable(productions: readonly Production[], start = ''): readonly Production[] {
  const bodies = new Map(productions.map(({ name, body }) => [name, body]))
  const reached = new Set([start])
  for (const name of reached) {
    const body = bodies.get(name)
    for (const used of body === undefined ? [] : usedNames(body)) reached.add(used)
  }
  return productions.filter(({ name }) => reached.has(name))
}

function expression(part: Part): string {
  switch (part.kind) {
    case 'sequence':
      return part.parts.map(element).join(' ')
    case 'choice':
      return part.choices.map(expression).join(' | ')
    case 'optional':
      return `${factor(part.part)}?`
    case 'repeat':
      return repetition(part)
    case 'use':
      return part.name
    case 'literal':
      return JSON.stringify(part.text)
    case 'characters':
      return `[${part.set}]`
    case 'phrase':
    case 'except':
      throw new Error(`this notation has no ${part.kind}`)
    default:
      return unreachable(part)
  }
}

function repetition({ part, least, separator }: Extract<Part, { kind: 'repeat' }>): string {
  if (separator === undefined) return `${factor(part)}${least === 0 ? '*' : '+'}`
  const list = `${element(part)} (${element(separator)} ${element(part)})*`
  return least === 0 ? `(${list})?` : list
}

function element(part: Part): string {
  return part.kind === 'choice' ? `(${expression(part)})` : expression(part)
}

function factor(part: Part): string {
  const isSeveral = part.kind === 'sequence' || (part.kind === 'repeat' && part.separator)
  return isSeveral ? `(${expression(part)})` : element(part)
}
