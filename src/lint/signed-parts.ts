import { numberAt } from '../decide/admitted.ts'
import { childrenOf } from '../ir/subterms.ts'
import { subtermAt, type Term } from '../ir/term.ts'

/** A part of a score, and which way it moves the whole: more of a negative one is worse. */
export interface SignedPart {
  readonly term: Term
  readonly sign: 1 | -1
}

/** Kept by score: values of parameters mostly leave it what it is, and several rules ask. */
const partsOfScore = new WeakMap<Term, readonly SignedPart[]>()

/** Every part of a score, the whole first. What is weighed with 0 is left out. */
export function signedParts(scorer: Term): readonly SignedPart[] {
  const known = partsOfScore.get(scorer)
  if (known !== undefined) return known
  const parts = partsIn(scorer, 1)
  partsOfScore.set(scorer, parts)
  return parts
}

function partsIn(scorer: Term, sign: SignedPart['sign']): readonly SignedPart[] {
  const own = { term: scorer, sign }
  switch (scorer[0]) {
    case 'scale': {
      const by = numberAt(scorer, 1)
      if (by === 0) return [own]
      return [own, ...partsIn(subtermAt(scorer, 2), by > 0 ? sign : opposite(sign))]
    }
    case 'neg':
      return [own, ...partsIn(subtermAt(scorer, 1), opposite(sign))]
    case 'clamp':
      // Swapped bounds are in no order at all.
      if (numberAt(scorer, 1) > numberAt(scorer, 2)) return [own]
      return [own, ...partsIn(subtermAt(scorer, 3), sign)]
    case 'gate':
      return [own, ...partsIn(subtermAt(scorer, 2), sign)]
    default:
      return [own, ...childrenOf(scorer).flatMap((child) => partsIn(child, sign))]
  }
}

function opposite(sign: SignedPart['sign']): SignedPart['sign'] {
  return sign === 1 ? -1 : 1
}
