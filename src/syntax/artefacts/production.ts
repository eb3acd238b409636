import {
  Alternation,
  Alternative,
  type IProduction,
  NonTerminal,
  Option,
  Repetition,
  RepetitionMandatory,
  RepetitionMandatoryWithSeparator,
  RepetitionWithSeparator,
  Terminal,
} from 'chevrotain'
import { Grammar } from '../grammar.ts'
import { InCatalogOrder, InOrder, InScope, SIGNS, VOCABULARY } from '../tokens.ts'

/** One named definition of the grammar, or of the tokens under it. */
export interface Production {
  readonly name: string
  readonly body: Part
}

/** What a production is made of. */
export type Part =
  | { readonly kind: 'sequence'; readonly parts: readonly Part[] }
  | { readonly kind: 'choice'; readonly choices: readonly Part[] }
  | { readonly kind: 'optional'; readonly part: Part }
  | Repeat
  /** Another production: a rule, or a kind of token. */
  | { readonly kind: 'use'; readonly name: string }
  /** A word, or a sign. */
  | { readonly kind: 'literal'; readonly text: string }
  /** Words that are one token, with any white space between them: `in order`. */
  | { readonly kind: 'phrase'; readonly words: readonly string[] }
  /** One character of a class, written as regular expressions have it, without the brackets. */
  | { readonly kind: 'characters'; readonly set: string }
  /** What the first production says and the second does not. */
  | { readonly kind: 'except'; readonly name: string; readonly without: string }

interface Repeat {
  readonly kind: 'repeat'
  readonly part: Part
  readonly least: 0 | 1
  readonly separator: Part | undefined
}

/** The rules of the language in the order of `grammar.ts`; the first is where a file begins. */
export function rules(): readonly Production[] {
  const productions = new Grammar({ skipValidations: true }).getGAstProductions()
  return Object.values(productions).map(({ name, definition }) => ({
    name,
    body: toSequence(definition),
  }))
}

export function sequence(parts: readonly Part[]): Part {
  const [only] = parts
  return only !== undefined && parts.length === 1 ? only : { kind: 'sequence', parts }
}

export function choice(choices: readonly Part[]): Part {
  const [only] = choices
  return only !== undefined && choices.length === 1 ? only : { kind: 'choice', choices }
}

export function optional(part: Part): Part {
  return { kind: 'optional', part }
}

export function repeat(part: Part, least: 0 | 1, separator?: Part): Part {
  return { kind: 'repeat', part, least, separator }
}

export function use(name: string): Part {
  return { kind: 'use', name }
}

export function literal(text: string): Part {
  return { kind: 'literal', text }
}

export function characters(set: string): Part {
  return { kind: 'characters', set }
}

/** The parts directly inside a part. */
export function innerParts(part: Part): readonly Part[] {
  switch (part.kind) {
    case 'sequence':
      return part.parts
    case 'choice':
      return part.choices
    case 'optional':
      return [part.part]
    case 'repeat':
      return part.separator === undefined ? [part.part] : [part.part, part.separator]
    default:
      return []
  }
}

/** The productions that a part uses, each once. */
export function usedNames(part: Part): ReadonlySet<string> {
  if (part.kind === 'use') return new Set([part.name])
  if (part.kind === 'except') return new Set([part.name, part.without])
  return new Set(innerParts(part).flatMap((each) => [...usedNames(each)]))
}

function toPart(production: IProduction): Part {
  if (production instanceof Terminal) return terminal(production.terminalType.name)
  if (production instanceof NonTerminal) return use(production.nonTerminalName)
  if (production instanceof Alternation) return choice(production.definition.map(toPart))
  if (isSeparated(production)) {
    const least = production instanceof RepetitionMandatoryWithSeparator ? 1 : 0
    return repeat(toSequence(production.definition), least, terminal(production.separator.name))
  }
  const wrap = WRAPS.get(production.constructor)
  if (wrap === undefined || !hasDefinition(production)) {
    throw new Error(`the grammar has a production of an unknown kind: ${production.constructor}`)
  }
  return wrap(toSequence(production.definition))
}

function toSequence(definition: readonly IProduction[]): Part {
  return sequence(definition.map(toPart))
}

/** Productions of one shape, which TypeScript cannot tell apart. */
const WRAPS: ReadonlyMap<unknown, (body: Part) => Part> = new Map<unknown, (body: Part) => Part>([
  [Alternative, (body) => body],
  [Option, optional],
  [Repetition, (body) => repeat(body, 0)],
  [RepetitionMandatory, (body) => repeat(body, 1)],
])

function isSeparated(production: IProduction): production is RepetitionWithSeparator {
  return (
    production instanceof RepetitionWithSeparator ||
    production instanceof RepetitionMandatoryWithSeparator
  )
}

function hasDefinition(production: IProduction): production is Option {
  return 'definition' in production
}

/** A sign and a word stand for themselves; other tokens have a production of their own. */
function terminal(name: string): Part {
  const type = VOCABULARY.find((each) => each.name === name)
  if (type === undefined) throw new Error(`the grammar uses an unknown token: ${name}`)
  const label = type.LABEL ?? name
  if (PHRASES.has(type)) return { kind: 'phrase', words: label.split(' ') }
  return SIGNS.includes(type) || label === name ? literal(label) : use(name)
}

const PHRASES: ReadonlySet<unknown> = new Set([InOrder, InCatalogOrder, InScope])
