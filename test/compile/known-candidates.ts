import fc from 'fast-check'
import type { Candidate } from '../../src/catalog/candidate.ts'
import { FIGURES } from './policy-text.ts'

/** Candidates with holes everywhere; what is there lies in the domain of its field. */
export const knownCandidatesArbitrary: fc.Arbitrary<readonly Candidate[]> = fc
  .array(
    fc.tuple(
      fc.record({
        provider_id: fc.constantFrom('openai', 'groq', 'a|b'),
        model_family: fc.constantFrom('gpt-5-nano', 'b'),
      }),
      fc.record(
        {
          tier: fc.constantFrom('fallback', 'marketplace', 'partner'),
          capabilities: fc.record(
            { supports_tools: fc.boolean(), supports_vision: fc.boolean() },
            { requiredKeys: [] },
          ),
          quality_rank: fc.constantFrom(1, 2),
          ...Object.fromEntries(
            ['no_log', 'has_tee', 'breaker_open', 'disabled'].map((flag) => [flag, fc.boolean()]),
          ),
          ...Object.fromEntries(
            Object.entries(FIGURES).map(([field, { values }]) => [
              field,
              fc.constantFrom<number>(...values),
            ]),
          ),
        },
        { requiredKeys: [] },
      ),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((list) => list.map(([identity, rest], i) => ({ ...rest, ...identity, cid: `c${i}` })))
