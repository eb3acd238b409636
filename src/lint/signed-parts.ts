import { numberAt } from '../decide/admitted.ts'
import { childrenOf } from '../ir/subterms.ts'
import { subtermAt, type Term } from '../ir/term.ts'

/** A part of a score, and which way it moves the whole: more of a negative one is worse. */
export interface SignedPart {
  readonly term: Term
  readonly sign: 1 | -1
}

/** Every part of a score, the whole first. What is weighed with 0 is left out. */
export function signedParts(scorer: Term, sign: SignedPart['sign'] = 1): readonly SignedPart[] {
  const own = { term: scorer, sign }
  switch (scorer[0]) {
    case 'scale': {
      const by = numberAt(scorer, 1)
      if (by === 0) return [own]
      return [own, ...signedParts(subtermAt(scorer, 2), by > 0 ? sign : opposite(sign))]
    }
    case 'neg':
      return [own, ...signedParts(subtermAt(scorer, 1), opposite(sign))]
    case 'clamp':
      // Swapped bounds are in no order at all.
      if (numberAt(scorer, 1) > numberAt(scorer, 2)) return [own]
      return [own, ...signedParts(subtermAt(scorer, 3), sign)]
    case 'gate':
      return [own, ...signedParts(subtermAt(scorer, 2), sign)]
    default:
      return [own, ...childrenOf(scorer).flatMap((child) => signedParts(child, sign))]
  }
}

function opposite(sign: SignedPart['sign']): SignedPart['sign'] {
  return sign === 1 ? -1 : 1
}
