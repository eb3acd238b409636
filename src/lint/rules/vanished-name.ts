import type { Fix } from '../../base/diagnostic.ts'
import { nearestName } from '../../base/nearest-name.ts'
import type { CatalogVocabulary } from '../../catalog/index.ts'
import { itemsAt, recordOf, textAt } from '../../decide/admitted.ts'
import { placeKey } from '../../decide/select.ts'
import { subtermsOf } from '../../ir/subterms.ts'
import type { Term } from '../../ir/term.ts'
import { rewritten } from '../edit-clause.ts'
import type { Ground } from '../ground.ts'
import { inWords } from '../in-words.ts'
import type { LintedPolicy } from '../linted-policy.ts'
import type { Finding, GroundRule } from '../rule.ts'

export const vanishedName: GroundRule = {
  code: 'UH6108',
  name: 'vanished-name',
  summary: 'a raw term or a route names what the catalog does not have',
  why: 'A name in a raw term that the catalog does not have matches nothing, and a route of `in order` that no provider offers is passed over in silence. Models are renamed and withdrawn; the name has to follow. Names in conditions are looked after by UH1016.',
  severity: 'warning',
  set: 'default',
  fix: 'unsafe',
  over: 'catalog',
  holds: 'for some value',
  examples: {
    bad: [
      'cheapest where term ["or", ["provider_eq", "opnai"], ["provider_eq", "groq"]]',
      'cheapest where has tools or term ["has_cap", "supports_video"]',
      'in order [openai/big, openai/small]',
      'any select term ["chain", [{"provider": "openai", "model": "big"}, {"provider": "groq", "model": "smal"}]]',
    ],
    good: [
      'cheapest where term ["or", ["provider_eq", "openai"], ["provider_eq", "groq"]]',
      'in order [openai/big, groq/small]',
    ],
  },
  check(policy, ground) {
    return subtermsOf(policy.term).flatMap((term) =>
      term[0] === 'chain' ? missingRoutes(term, policy, ground) : missingName(term, policy),
    )
  },
}

type NameList = keyof Pick<CatalogVocabulary, 'providers' | 'families' | 'capabilities'>

const NAMING: Readonly<Record<string, { readonly list: NameList; readonly noun: string }>> = {
  provider_eq: { list: 'providers', noun: 'provider' },
  family_eq: { list: 'families', noun: 'model' },
  has_cap: { list: 'capabilities', noun: 'model with the capability' },
}

function missingName(term: Term, policy: LintedPolicy): readonly Finding[] {
  const naming = Object.hasOwn(NAMING, term[0]) ? NAMING[term[0]] : undefined
  const place = policy.placeOf(term)
  const text = policy.textAt(place)
  // What is no raw term was looked at by the compiler.
  if (naming === undefined || !text?.startsWith('[')) return []
  const known = policy.vocabulary[naming.list]
  const name = textAt(term, 1)
  if (known.length === 0 || known.includes(name)) return []
  const nearest = nearestName(name, known)
  return [
    {
      place,
      message: `the catalog has no ${naming.noun} \`${name}\``,
      help:
        nearest === undefined
          ? '`catalog show` lists what there is'
          : `did you mean \`${nearest}\`?`,
      fix: nearest === undefined ? undefined : renamed(policy, term, nearest),
    },
  ]
}

function renamed(policy: LintedPolicy, term: Term, name: string): Fix | undefined {
  return rewritten(policy, policy.placeOf(term), `["${term[0]}", ${JSON.stringify(name)}]`)
}

/** Routes that are not there, though the compiler knows both names of each. */
function missingRoutes(chain: Term, policy: LintedPolicy, ground: Ground): readonly Finding[] {
  const { candidates, name: catalog } = ground
  const offered = new Set(candidates.map((each) => placeKey(each.provider_id, each.model_family)))
  const place = policy.placeOf(chain)
  const isRaw = policy.textAt(place)?.startsWith('[') ?? false
  const missing = itemsAt(chain, 1).flatMap((item) => {
    const { provider, provider_id, model, model_family } = recordOf(item)
    const route = [`${provider ?? provider_id}`, `${model ?? model_family}`] as const
    return offered.has(placeKey(...route)) || !(isRaw || isSpelled(route, policy)) ? [] : [route]
  })
  const [first] = missing
  // Where all are missing, the policy selects nothing, which is told as such.
  if (first === undefined || missing.length === itemsAt(chain, 1).length) return []
  const [, model] = first
  const elsewhere = candidates.filter((each) => each.model_family === model).map(({ cid }) => cid)
  return [
    {
      place,
      message: `${catalog} has no route ${inWords(missing.map((route) => route.join('/')))}`,
      help:
        elsewhere.length === 0
          ? '`catalog show` lists the routes that there are'
          : `the model is served as ${inWords(elsewhere)}`,
    },
  ]
}

/** Whether the compiler found both names in the catalog, and so said nothing. */
function isSpelled([provider, model]: readonly [string, string], policy: LintedPolicy): boolean {
  const { providers, families } = policy.vocabulary
  return providers.includes(provider) && families.includes(model)
}
