import { unreachable } from '../../base/unreachable.ts'
import type { NumFieldInfo } from '../../catalog/vocabulary.ts'
import type { Term } from '../../ir/term.ts'
import { exactProduct, exactSum } from '../exact.ts'
import type { Place } from '../place.ts'
import type { ClosedScore } from '../specialise/closed.ts'
import { type ConditionLowering, lowerCondition } from './condition.ts'
import { made, type Places } from './lowering.ts'

/** A score as a term, and the fields that have to be known for it to be a finite number. */
export interface LoweredScore {
  readonly term: Term
  readonly reads: readonly FieldRead[]
}

/** A field that a score reads without a `clamp` around it. */
export interface FieldRead {
  readonly field: NumFieldInfo
  readonly place: Place
  /** What an unknown value would contribute: infinite, or NaN where it would flatten the others. */
  readonly unknown: number
}

/** A score as one term. Scores are linear, so it is built by way of a {@link Linear} sum. */
export function lowerScore(score: ClosedScore, lowering: ConditionLowering): LoweredScore {
  return summed(linear(score, lowering), score.place, lowering.places)
}

/**
 * `constants + Σ factors × atom`. Sums in sums and factors of factors are merged, so that neither
 * grouping nor a `let` can show in the term. Constants are worked out exactly, once, at the end.
 */
interface Linear {
  readonly constants: readonly number[]
  readonly parts: readonly Part[]
}

interface Part {
  readonly place: Place
  readonly factors: readonly number[]
  readonly atom: Term
  readonly reads: readonly FieldRead[]
}

function linear(score: ClosedScore, lowering: ConditionLowering): Linear {
  const { place } = score
  const { places } = lowering
  switch (score.kind) {
    case 'number':
      return { constants: [score.value], parts: [] }
    case 'field': {
      const { field } = score
      const atom = made(places, place, ['field', field.name])
      return single(place, { term: atom, reads: [{ field, place, unknown: field.field.default }] })
    }
    case 'sum': {
      const sums = score.terms.map(({ sign, score: each }) => {
        const inner = linear(each, lowering)
        return sign === 1 ? inner : scaled(inner, -1, { place: each.place, places })
      })
      return {
        constants: sums.flatMap(({ constants }) => constants),
        parts: sums.flatMap(({ parts }) => parts),
      }
    }
    case 'scale':
      return scaled(linear(score.score, lowering), score.by, { place, places })
    case 'norm': {
      const { term, reads } = lowerScore(score.score, lowering)
      const flattened = reads.map((read) =>
        Number.isFinite(read.unknown) ? read : { ...read, unknown: Number.NaN },
      )
      return single(place, { term: made(places, place, ['normalize', term]), reads: flattened })
    }
    case 'clamp': {
      const { term, reads } = lowerScore(score.score, lowering)
      const { low, high } = score
      const clamped = made(places, place, ['clamp', low, high, term])
      return single(place, { term: clamped, reads: isBounded(reads) ? [] : reads })
    }
    case 'gate': {
      const condition = lowerCondition(score.condition, lowering)
      if (condition[0] === 'bot') return { constants: [], parts: [] }
      const inner = lowerScore(score.score, lowering)
      if (condition[0] === 'top') return single(place, inner)
      return single(place, { ...inner, term: made(places, place, ['gate', condition, inner.term]) })
    }
    case 'term':
      for (const [term, origin] of score.places) places.set(term, origin)
      return single(place, { term: score.term, reads: [] })
    default:
      return unreachable(score)
  }
}

function single(place: Place, { term, reads }: LoweredScore): Linear {
  return { constants: [], parts: [{ place, factors: [], atom: term, reads }] }
}

interface Origin {
  readonly place: Place
  readonly places: Places
}

/** A single part takes the factor in; a sum of several stays together, as it was written. */
function scaled(inner: Linear, factor: number, { place, places }: Origin): Linear {
  const { constants, parts } = inner
  const [part] = parts
  if (part === undefined)
    return { constants: constants.map((each) => exactProduct([each, factor])), parts }
  if (parts.length === 1 && constants.length === 0) {
    return { constants, parts: [withFactor(part, factor)] }
  }
  const { term, reads } = summed(inner, place, places)
  return { constants: [], parts: [withFactor({ place, factors: [], atom: term, reads }, factor)] }
}

function withFactor({ place, factors, atom, reads }: Part, factor: number): Part {
  return {
    place,
    factors: [...factors, factor],
    atom,
    reads: reads.map((read) => ({ ...read, unknown: read.unknown * factor })),
  }
}

/** The sum as a term: `1 - s` is `neg`, what is times 0 is left out. */
function summed({ constants, parts }: Linear, place: Place, places: Places): LoweredScore {
  const constant = exactSum(constants)
  const kept = parts
    .map((part) => ({ ...part, factor: exactProduct(part.factors) }))
    .filter(({ factor }) => factor !== 0)
  const reads = kept.flatMap((part) => part.reads)
  const [first] = kept
  if (first !== undefined && kept.length === 1 && constant === 1 && first.factor < 0) {
    const inner = weighted({ ...first, factor: -first.factor }, places)
    return { term: made(places, place, ['neg', inner]), reads }
  }
  const terms = kept.map((part) => weighted(part, places))
  const literal = kept.length === 0 && parts.length === 0 && constants.length > 0
  if (constant !== 0 || literal) terms.push(made(places, place, ['lit', constant]))
  const [only] = terms
  if (only === undefined) return { term: made(places, place, ['zero']), reads }
  return { term: terms.length === 1 ? only : made(places, place, ['add', ...terms]), reads }
}

function weighted(part: Part & { readonly factor: number }, places: Places): Term {
  const { place, factor, atom } = part
  return factor === 1 ? atom : made(places, place, ['scale', factor, atom])
}

/** Whether a `clamp` around these makes a number of any unknown: not so where two infinities meet. */
function isBounded(reads: readonly FieldRead[]): boolean {
  const unknowns = reads.map(({ unknown }) => unknown)
  if (unknowns.some(Number.isNaN)) return false
  return !(
    unknowns.includes(Number.POSITIVE_INFINITY) && unknowns.includes(Number.NEGATIVE_INFINITY)
  )
}
