/*
 * What an estimate rests on: a closed set. An estimate may rest on several; those that keep a
 * receipt out of the sums stand alone.
 */

interface BasisRow {
  /** What is known, what is assumed, and which way that errs: one sentence without a period. */
  readonly doc: string
  /** `exact` needs no assumption, `assumed` does, `kept out` is in no sum. */
  readonly standing: 'exact' | 'assumed' | 'kept out'
}

export const BASES = {
  'same route': {
    doc: 'the same route answers at the same prices, with the tokens that it used',
    standing: 'exact',
  },
  'other prices': {
    doc: 'the same route answers at other prices, with the tokens that it used',
    standing: 'exact',
  },
  'other provider': {
    doc: 'the same model answers at another provider, with the tokens that it used',
    standing: 'assumed',
  },
  'other model': {
    doc: 'how many tokens another model would use is unknown: counted are the recorded ones',
    standing: 'assumed',
  },
  'cold cache': {
    doc: 'another route has nothing in its cache: what was read from the cache is charged as plain input, which is the most it can be',
    standing: 'assumed',
  },
  'cache price': {
    doc: 'the route names no price for its cache: what the cache held is charged as plain input',
    standing: 'assumed',
  },
  'estimated tokens': {
    doc: 'the provider reported no tokens: they were estimated when the request was made',
    standing: 'assumed',
  },
  'same failures': {
    doc: 'a route that failed is taken to fail again in the same way, any other one to answer',
    standing: 'assumed',
  },
  'unread health': {
    doc: 'the policy reads measurements that were not recorded, since the recorded policy did not read them',
    standing: 'assumed',
  },
  'limits of the host': {
    doc: 'the limits that the host put on the recorded policy hold for the other one too',
    standing: 'assumed',
  },
  'other input': {
    doc: 'a node of a flow is given what other nodes answer, and they would be answered otherwise or not at all: counted are the recorded tokens',
    standing: 'assumed',
  },
  unanswered: {
    doc: 'not answered as recorded, as it would have been, or either way: there is nothing to compare',
    standing: 'kept out',
  },
  'unknown cost': {
    doc: 'what it cost is not known',
    standing: 'kept out',
  },
  unpriced: {
    doc: 'the catalog has no price for the route that would have answered',
    standing: 'kept out',
  },
} as const satisfies Record<string, BasisRow>

export type Basis = keyof typeof BASES

/** In the order in which they are reported. */
// The keys of a literal are its own.
export const BASIS_NAMES = Object.keys(BASES) as readonly Basis[]
