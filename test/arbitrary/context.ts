import fc from 'fast-check'
import type { Context } from '../../src/decide/context.ts'
import { NAMES, numberArbitrary } from './term.ts'

/** Requests, health and seeds that touch the candidates of {@link candidatesArbitrary}. */
export const contextArbitrary: fc.Arbitrary<Context> = fc.record(
  {
    request: fc.record(
      {
        requirements: fc.record(
          {
            needs: fc.array(fc.constantFrom('tools', 'vision', 'json_mode', 'seed', 'telepathy'), {
              maxLength: 2,
            }),
            min_context: fc.constantFrom(0, 5, 8000, 1e9),
            model_family: fc.constantFrom(...NAMES.families),
            tier: fc.constantFrom('fallback', 'partner', 'nobody declared this'),
            privacy: fc.constantFrom('tee_required', 'no_log', 'other'),
            min_quality: fc.constantFrom(0, 0.5, 1),
            min_tok_s: fc.constantFrom(0, 1, 25),
          },
          { requiredKeys: [] },
        ),
        scope: fc.constantFrom(...NAMES.scopes),
        images: fc.array(fc.constant('x'), { maxLength: 1 }),
        tools: fc.array(fc.constant({}), { maxLength: 1 }),
        response_format: fc.record({ type: fc.constantFrom('json_object', 'text') }),
      },
      { requiredKeys: [] },
    ),
    state: fc.record(
      {
        ema: fc.dictionary(keyArbitrary(), measurementsArbitrary(), { maxKeys: 12 }),
        credits: fc.dictionary(fc.constantFrom(...NAMES.providers), fc.constantFrom(0, 1, 7)),
        breakers: fc.dictionary(keyArbitrary(), fc.boolean()),
        disabled: fc.dictionary(
          fc.constantFrom(...NAMES.providers),
          fc.constantFrom({ kind: 'auth_error' }, false, 'by hand'),
          { maxKeys: 2 },
        ),
      },
      { requiredKeys: [] },
    ),
    seed: fc.oneof(
      fc.integer(),
      fc.constantFrom(0, -1, 1.5, 2 ** 31 - 1, NaN, Infinity),
      numberArbitrary,
    ),
  },
  { requiredKeys: [] },
)

/** The keys under which routes report: by provider, by family, and some by peer. */
function keyArbitrary(): fc.Arbitrary<string> {
  const provider = fc.constantFrom(...NAMES.providers)
  const route = fc.tuple(provider, fc.constantFrom(...NAMES.families))
  const peer = fc.tuple(
    provider,
    fc.constantFrom(...NAMES.families),
    fc.constantFrom(...NAMES.peers),
  )
  return fc
    .oneof(
      provider.map((name) => [name]),
      route,
      peer,
    )
    .map((parts) => parts.join('|'))
}

function measurementsArbitrary(): fc.Arbitrary<Record<string, number>> {
  const names = [
    'price_in',
    'price_out',
    'ema_latency_ms',
    'latency_ms',
    'ema_tok_s',
    'tok_s',
    'success_rate_ewma',
    'success_rate',
  ]
  return fc.dictionary(fc.constantFrom(...names), fc.constantFrom(0, 0.5, 1, 25, 8000))
}
