import {
  choice,
  innerParts,
  literal,
  optional,
  type Part,
  type Production,
  repeat,
  sequence,
  use,
} from './production.ts'

/** The names under which white space is used: it may stand there, or has to. */
export const MAY = 'ws'
export const MUST = 'gap'

/**
 * Writes white space into rules that leave it out, for notations that know characters only. It has
 * to stand where two words may meet, so that they stay two, and between two minus signs, which
 * would begin a comment. What may meet is decided for each place once, not for what stands there.
 */
export function spaced(productions: readonly Production[]): readonly Production[] {
  const bodies = new Map(productions.map(({ name, body }) => [name, body]))
  const spacer = new Spacer(bodies)
  return productions.map(({ name, body }) => ({ name, body: spacer.spaced(body) }))
}

/** What a part can begin or end with. */
type Edge = 'word' | 'minus' | 'sign'
type Edges = ReadonlySet<Edge>
type Side = 'first' | 'last'

class Spacer {
  readonly #bodies: ReadonlyMap<string, Part>

  constructor(bodies: ReadonlyMap<string, Part>) {
    this.#bodies = bodies
  }

  /** The part with white space inside; where it may be empty, it does not become so. */
  spaced(part: Part): Part {
    switch (part.kind) {
      case 'sequence':
        return this.#sequence(part.parts)
      case 'choice':
        return choice(part.choices.map((each) => this.spaced(each)))
      case 'optional':
        return this.spaced(part.part)
      case 'repeat':
        return this.#repeat(part)
      case 'phrase':
        return sequence(
          part.words.flatMap((word, i) => [...(i === 0 ? [] : [use(MUST)]), literal(word)]),
        )
      default:
        return part
    }
  }

  #sequence(parts: readonly Part[]): Part {
    const anchor = parts.findIndex((part) => !isEmptiable(part))
    const [first, ...others] = parts
    if (first === undefined) return sequence([])
    if (anchor === -1) return this.#emptiableSequence(first, others)
    const before = parts.slice(0, anchor).map((part, i) => {
      const following = parts.slice(i + 1, anchor + 1)
      const firsts = new Set(following.flatMap((each) => [...this.#edges(each, 'first')]))
      return optional(sequence([this.spaced(part), gap(this.#edges(part, 'last'), firsts)]))
    })
    return flat([...before, ...this.#anchored(parts.slice(anchor))])
  }

  /** The first part, which is there in any case, and what follows it. */
  #anchored(parts: readonly Part[]): readonly Part[] {
    let lasts: Edges = new Set()
    return parts.map((part, i) => {
      const before = lasts
      const own = this.#edges(part, 'last')
      const mayBeEmpty = i > 0 && isEmptiable(part)
      lasts = mayBeEmpty ? new Set([...lasts, ...own]) : own
      if (i === 0) return this.spaced(part)
      return mayBeEmpty ? this.#added(before, part) : this.#following(before, part)
    })
  }

  /** A part that may be left out, with the white space before it. */
  #added(lasts: Edges, part: Part): Part {
    const inner = part.kind === 'optional' ? part.part : part
    if (inner.kind === 'repeat' && inner.separator === undefined) {
      const [firsts, own] = [this.#edges(inner, 'first'), this.#edges(inner, 'last')]
      if (gap(lasts, firsts) === gap(own, firsts)) {
        return repeat(flat([gap(lasts, firsts), this.spaced(inner.part)]), 0)
      }
    }
    return optional(this.#following(lasts, inner))
  }

  /** A part with the white space before it, in each of its choices where they differ in that. */
  #following(lasts: Edges, part: Part): Part {
    const choices = part.kind === 'choice' ? part.choices : []
    const spaces = new Set(choices.map((each) => gap(lasts, this.#edges(each, 'first'))))
    if (spaces.size > 1) return choice(choices.map((each) => this.#following(lasts, each)))
    return flat([gap(lasts, this.#edges(part, 'first')), this.spaced(part)])
  }

  #emptiableSequence(first: Part, others: readonly Part[]): Part {
    if (others.length === 0) return this.spaced(first)
    const rest = sequence(others)
    const space = gap(this.#edges(first, 'last'), this.#edges(rest, 'first'))
    const both = sequence([this.spaced(first), optional(flat([space, this.spaced(rest)]))])
    return choice([both, this.spaced(rest)])
  }

  #repeat({ part, separator }: Extract<Part, { kind: 'repeat' }>): Part {
    const body = this.spaced(part)
    const [firsts, lasts] = [this.#edges(part, 'first'), this.#edges(part, 'last')]
    if (separator === undefined) {
      return flat([body, repeat(flat([gap(lasts, firsts), body]), 0)])
    }
    const before = gap(lasts, this.#edges(separator, 'first'))
    const after = gap(this.#edges(separator, 'last'), firsts)
    return flat([body, repeat(flat([before, separator, after, body]), 0)])
  }

  #edges(part: Part, side: Side): Edges {
    switch (part.kind) {
      case 'literal':
        return edgeOf(part.text)
      case 'sequence': {
        const parts = side === 'first' ? part.parts : part.parts.toReversed()
        const filled = parts.findIndex((each) => !isEmptiable(each))
        return this.#union(filled === -1 ? parts : parts.slice(0, filled + 1), side)
      }
      case 'use':
        return this.#edgesOfUse(part.name, side)
      case 'phrase':
        return WORD
      default:
        return this.#union(innerParts(part).slice(0, part.kind === 'choice' ? undefined : 1), side)
    }
  }

  /** No rule of an LL(1) grammar begins with itself, nor does one of this grammar end so. */
  #edgesOfUse(name: string, side: Side): Edges {
    const body = this.#bodies.get(name)
    if (body !== undefined) return this.#edges(body, side)
    return name === 'Compare' ? SIGN : WORD
  }

  #union(parts: readonly Part[], side: Side): Edges {
    return new Set(parts.flatMap((each) => [...this.#edges(each, side)]))
  }
}

const WORD: Edges = new Set(['word'])
const SIGN: Edges = new Set(['sign'])
const MINUS: Edges = new Set(['minus'])

function edgeOf(text: string): Edges {
  if (/^\w/.test(text)) return WORD
  return text === '-' ? MINUS : SIGN
}

function gap(lasts: Edges, firsts: Edges): Part {
  const mustStand = (['word', 'minus'] as const).some((edge) => lasts.has(edge) && firsts.has(edge))
  return mustStand ? MUST_STAND : MAY_STAND
}

const MAY_STAND = use(MAY)
const MUST_STAND = use(MUST)

/** No rule but the one of the whole file, which no other uses, can be empty. */
function isEmptiable(part: Part): boolean {
  if (part.kind === 'optional') return true
  if (part.kind === 'repeat') return part.least === 0
  if (part.kind === 'sequence') return part.parts.every(isEmptiable)
  return part.kind === 'choice' && part.choices.some(isEmptiable)
}

/** A sequence without sequences directly inside. */
function flat(parts: readonly Part[]): Part {
  return sequence(parts.flatMap((part) => (part.kind === 'sequence' ? part.parts : [part])))
}
