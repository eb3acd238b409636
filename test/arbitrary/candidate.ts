import fc from 'fast-check'
import type { Candidate } from '../../src/catalog/candidate.ts'
import { STANDARD_VOCABULARY, type Vocabulary } from '../../src/ir/vocabulary.ts'
import { NAMES } from './term.ts'

export interface CandidateOptions {
  readonly vocabulary?: Vocabulary
  readonly maxLength?: number
}

/** Lists of candidates with holes everywhere, and names that terms ask for. */
export function candidatesArbitrary({
  vocabulary = STANDARD_VOCABULARY,
  maxLength = 40,
}: CandidateOptions = {}): fc.Arbitrary<readonly Candidate[]> {
  return fc
    .array(candidateArbitrary(vocabulary), { maxLength, size: 'max' })
    .map((candidates) => candidates.map((candidate, i) => ({ ...candidate, cid: `c${i}` })))
}

function candidateArbitrary(vocabulary: Vocabulary): fc.Arbitrary<Candidate> {
  const required = {
    cid: fc.constant('c'),
    provider_id: fc.constantFrom(...NAMES.providers),
    model_family: fc.constantFrom(...NAMES.families),
  }
  const optional = {
    tier: fc.constantFrom(...vocabulary.tiers, 'nobody declared this'),
    scope: fc.constantFrom(...NAMES.scopes),
    offer: fc.record({ peer_id: fc.constantFrom(...NAMES.peers) }),
    capabilities: fc.dictionary(
      fc.constantFrom(...NAMES.capabilities),
      fc.oneof(fc.boolean(), valueArbitrary),
      { noNullPrototype: true },
    ),
    quality_hint: valueArbitrary,
    ...Object.fromEntries(
      [...vocabulary.fields].map(([name, { sort }]) => [
        name,
        sort === 'Num' ? valueArbitrary : fc.boolean(),
      ]),
    ),
  }
  return fc
    .tuple(fc.record(required), fc.record(optional, { requiredKeys: [] }))
    .map(([identity, rest]) => ({ ...rest, ...identity }))
}

/** Few enough values that ties are common. */
const valueArbitrary: fc.Arbitrary<number> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(0, 1, 0.5, 0.75, 0.8, 2, 3, 5, 25, 8000, 128000) },
  { weight: 1, arbitrary: fc.double({ noNaN: true }) },
)
