import type { GroundRule } from '../rule.ts'
import { survivorsOf } from '../today.ts'

export const singleProvider: GroundRule = {
  code: 'UH6102',
  name: 'single-provider',
  summary: 'every model that passes is at one provider',
  why: 'When that provider is down, out of credit or refuses the key, no fallback helps. Let a second provider pass where the calls have to go through.',
  severity: 'info',
  set: 'opt-in',
  fix: 'none',
  over: 'catalog',
  holds: 'for some value',
  examples: {
    bad: ['cheapest where provider is openai', 'cheapest where no_log and tier is partner'],
    good: ['cheapest where has tools', 'cheapest where quality >= 0.8'],
  },
  check(policy, ground) {
    const survivors = survivorsOf(policy, ground)
    const [only, ...others] = new Set(survivors.map(({ provider_id }) => provider_id))
    if (only === undefined || others.length > 0 || survivors.length < 2) return []
    return [
      {
        place: policy.placeOf(policy.term),
        message: `all ${survivors.length} models that pass are at \`${only}\``,
        notes: [`by ${ground.name}`],
        help: 'let a second provider pass, for the day when this one fails',
      },
    ]
  },
}
